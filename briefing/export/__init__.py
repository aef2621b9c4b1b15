"""From a `Document` to bytes: pure, without the store and without Qt."""
