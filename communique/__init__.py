"""communique reads reports about states, armies and armed groups, and keeps the record of what they say.

    import communique
    coded = communique.code("The foreign ministers of Iran and Iraq met in Baghdad.", date="2024-05-15")
    for coded in communique.code_all("reports/"):
        ...

Nothing is loaded before it is used, so that importing communique takes no time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Agreement",
    "Analysis",
    "CodedDocument",
    "Document",
    "Event",
    "Evidence",
    "Judgement",
    "Link",
    "Meeting",
    "Mention",
    "Office",
    "Origin",
    "OwnType",
    "Place",
    "Problem",
    "Relation",
    "Span",
    "Statement",
    "TextMention",
    "When",
    "__version__",
    "code",
    "code_all",
    "read",
    "relate",
    "relate_all",
]

if TYPE_CHECKING:
    from communique.pipeline import code, code_all, read
    from communique.records import (
        Actor,
        Agreement,
        Analysis,
        CodedDocument,
        Document,
        Event,
        Evidence,
        Judgement,
        Link,
        Meeting,
        Mention,
        Office,
        Origin,
        OwnType,
        Place,
        Problem,
        Relation,
        Span,
        Statement,
        TextMention,
        When,
    )
    from communique.relating import relate, relate_all
else:
    _ELSEWHERE = {  # the rest is in records
        **dict.fromkeys(("code", "code_all", "read"), "pipeline"),
        **dict.fromkeys(("relate", "relate_all"), "relating"),
    }

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"communique has no {name!r}; it has {', '.join(__all__)}")
        from importlib import import_module

        value = getattr(import_module(f"communique.{_ELSEWHERE.get(name, 'records')}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
