"""What things are: articles, their text, annotations, briefings. Standard library only."""
