"""What of a comment its author says: not what is hidden, nor what an answered mail holds."""

from __future__ import annotations

import re

LIMIT = 64 * 1024  # characters of a comment that are read

_HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_QUOTING = re.compile(
    r"<(?P<tag>pre|code|blockquote|samp|kbd|del|s)\b[^<>]*>.*?(?:</(?P=tag)\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# A mail answers below one of these lines, or above it.
_MAIL = re.compile(
    r"^[ \t]*(?:On\b[^\n]{0,300}\bwrote:|在[^\n]{0,200}写道[：:]|于[^\n]{0,200}写道[：:]"
    r"|-{2,}[ \t]*(?:Original Message|Forwarded message|原始邮件|原邮件)[ \t]*-{2,}"
    r"|(?:From|发件人)[：:][^\n]{0,300})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
# What stands below a mail that was written on a phone.
_SIGNATURE = re.compile(
    r"^(?:-- ?|Sent from (?:my|Mail|Outlook|Yahoo)[^\n:]{0,40}|Get Outlook for [^\n:]{0,20}"
    r"|发自我的[^\n:：]{0,20}|从我的[^\n:：]{1,20}发送)$",
    re.MULTILINE,
)
_STRUCK = re.compile(r"~~[^~\n]+~~")


def find_prose(comment: str) -> str:
    """Find what of a comment counts."""
    text = comment[:LIMIT].replace("\r\n", "\n").replace("\r", "\n")
    text = _HIDDEN.sub(" ", text)
    for end in (_MAIL.search(text), _SIGNATURE.search(text)):
        if end:
            text = text[: min(end.start(), len(text))]
    text = _QUOTING.sub(" ", text)
    return _STRUCK.sub(" ", text).strip()
