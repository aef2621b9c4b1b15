"""What macOS is told about the program: its identifier, the files and the addresses it opens."""

from __future__ import annotations

from typing import Any

IDENTIFIER = "app.briefing.Briefing"

LIBRARY_TYPE = "app.briefing.library"


def information(version: str) -> dict[str, Any]:
    """The entries of Info.plist beyond those PyInstaller writes."""
    readable = (
        *("public.html", "public.plain-text", "net.daringfireball.markdown", "com.adobe.pdf", "public.rtf"),
        *("org.openxmlformats.wordprocessingml.document", "org.oasis-open.opendocument.text"),
        *("org.idpf.epub-container", "com.apple.mail.email", "com.apple.webarchive"),
    )
    return {
        "CFBundleDisplayName": "Briefing",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSMinimumSystemVersion": "13.0",
        "LSApplicationCategoryType": "public.app-category.productivity",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The Briefing maintainers, MIT License",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Briefing library",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [LIBRARY_TYPE],
                "CFBundleTypeIconFile": "briefing.icns",
            },
            {
                "CFBundleTypeName": "Article",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": list(readable),
            },
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": LIBRARY_TYPE,
                "UTTypeDescription": "Briefing library",
                "UTTypeConformsTo": ["public.data", "public.content"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["briefing-library", "briefing"],
                    "public.mime-type": ["application/vnd.briefing.library"],
                },
            }
        ],
        "CFBundleURLTypes": [
            {"CFBundleURLName": IDENTIFIER, "CFBundleTypeRole": "Viewer", "CFBundleURLSchemes": ["briefing"]}
        ],
    }
