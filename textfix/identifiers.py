"""What looks like no prose by itself: addresses, numbers, names of things in programs.

`HARD` kinds are never touched, nor are `APPARENT` ones unless damage is expected, and of `FIGURES` only the spaces.
`SOFT` kinds may be damage as well, since a lost space makes `Asia.It` look like `asyncio.run`: touching them takes
more evidence. Every pattern is bounded, so that none goes wild on any input.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .patterns import compiled

__all__ = ["APPARENT", "FIGURES", "FIGURES_REACH", "HARD", "MONTH_NAMES", "SOFT", "Kind"]


class Kind(NamedTuple):
    """One kind of thing: its name, a quick pattern without which it cannot be there, and the whole pattern.

    Kinds share their hints, so that each is looked for once in a place. A hint begins with a character that is rare,
    for which the search is fast, and looks back at what stands before it.
    """

    name: str
    hint: str
    source: str
    flags: int = 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """The compiled pattern, made when it is first needed."""
        return compiled(self.source, self.flags)


_DIGIT = r"\d"
_DIGIT_BESIDE_LETTER = r"\d(?:(?<=[A-Za-z]\d)|(?=[A-Za-z]))"
_CAPITAL_INSIDE = "[A-ZÀ-ÖØ-Þ](?:(?<=[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ])|[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2})"
_NOT_IN_URL = r"\s<>\"“”«»`{}|\\^"

_SCHEMES = "https?|ftps?|sftp|file|ssh|git|svn|ldaps?|news|nntp|ircs?|telnet|rtsp|rtmp|wss?|s3|gs|hdfs|redis|magnet"
"""Schemes that are recognised where a word is glued to them: a space may be missing in `seehttps://…`."""

_EXTENSIONS = (
    "aac|asm|avi|bak|bash|bat|bib|bin|bmp|bz2|cfg|cmd|conf|cpp|cs|css|csv|cxx|dat|deb|dll|dmg|docx?|dtd|eps|epub"
    "|exe|flac|gif|go|gz|hpp|html?|ico|ini|ipynb|iso|jar|java|jpe?g|js|jsonl?|jsx|kt|lua|md|mkv|mov|mp[34]|mpe?g"
    "|odt|ogg|parquet|pdf|php|pkl|png|pptx?|ps1|py|pyc|pyi|pyx|rar|rpm|rst|rtf|sh|sql|svg|swift|tar|tex|tgz|tiff?"
    "|toml|tsv|tsx|ttf|txt|wav|webm|webp|whl|woff2?|xhtml|xlsx?|xml|xsl|ya?ml|zip"
)
"""Extensions of file names that are no English words."""

_GLUED_UNITS = (
    r"%|‰|°[CFK]?|º|[kMGTP]?i?[Bb](?:it|ps)?|[µμnmckdh]?m[²³23]?|[µμmnkM]?g|lbs?|oz|ft|yds?|mi|mph|kph|km/h|m/s"
    r"|[µμnmkMGT]?(?:Hz|W|V|A|J|s|eV|Pa|L|l|mol|Ω|F|H|N|T|K)|[kMGT]?Wh|mAh|k?cal|kJ|bar|dB[Am]?|rpm|fps|dpi|ppi"
    r"|px|pt|em|rem|vh|vw|h|hrs?|min|mins|secs?|yrs?|x|k|bn|tn|st|nd|rd|th|am|pm|[A-NP-Z]"
)
"""What is written right behind a number: units, ordinals, multipliers, and letters as in 3D; an O is a zero."""

_SPACED_UNITS = (
    r"%|‰|°[CFK]?|[kMGTP]i?B|[MGT]b(?:it|ps)|[kKMG]bps|[µμnckd]m[²³]?|mm[²³]?|[µμmk]g|lbs|oz|mph|km/h|m/s"
    r"|[kMGT]Hz|Hz|[kMG]W|[kMGT]?Wh|[km]V|m[As]|[µμn]s|[kMGT]?eV|[kMh]Pa|m[Ll]|dB|rpm|k?cal|kJ"
    r"|million|billion|trillion"
)
"""Units that are recognised behind a space: no words of their own."""

_NUMBER = r"\d+(?:[.,:/·'’–-]\d+)*"
MONTH_NAMES = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
"""The names of months, in full and short, as a pattern."""

_MONTHS = rf"{MONTH_NAMES}\b\.?"

ENTITY = r"&(?:amp;){0,3}(?:(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});|#82[0-3]\d(?![\d;]))"
"""A character by its name or number, as HTML has it, or as it has it after others have read it."""

HARD: tuple[Kind, ...] = (
    # https://example.com/a?b=c, up to the last character that can end one; a word may be glued to its front
    Kind("url", "://", rf"(?:{_SCHEMES})://[^{_NOT_IN_URL}]*[\w/#&=+~$%@-]", re.IGNORECASE),
    # foo+bar://…, any other scheme, unless a known one is inside
    Kind("url", "://", rf"\b(?!\w*(?:{_SCHEMES})://)[A-Za-z][\w+.-]{{1,20}}://[^{_NOT_IN_URL}]*[\w/#&=+~$%@-]"),
    # www.example.com/path
    Kind("url", r"\.(?<=[wW]\.)", rf"www\.\w[^{_NOT_IN_URL}]*\.[^{_NOT_IN_URL}]*[\w/#&=+~$%-]", re.IGNORECASE),
    # dial1.dallas1.level3.net, mx2.mail2world.com: a host of three parts and more, without capitals
    Kind(
        "host",
        r"\.[a-z]",
        r"(?<![\w.@-])(?:[a-z\d][a-z\d-]{0,62}\.){2,8}(?:com|org|net|edu|gov|mil)(?![\w-]|\.\w)",
    ),
    # mailto:x, tel:+1…, urn:isbn:…, data:image/png;base64,…
    Kind("url", r":[\w+]", rf"\b(?:mailto|tel|urn|data|doi):(?=\S*[\d@/])[^{_NOT_IN_URL}]*[\w/#&=+~$%-]"),
    # first.last+tag@example.co.uk
    Kind("email", "@", r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})*"),
    # @name, @name@host.org, @scope/package
    Kind("mention", "@", r"(?<![\w@.])@\w{1,40}(?:@[\w-]+(?:\.[\w-]+)+|/[\w.-]*\w)?"),
    # #tag, #42
    Kind("tag", "#", r"(?<![\w&#/])#\w+(?:-\w+)*"),
    # /usr/bin/env, /etc, /notes.txt, with a root or another slash or a dot: not the `/` of and/or
    Kind(
        "path",
        "/",
        r"(?<![\w/.<)])/(?:(?:bin|boot|dev|etc|home|lib|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)\b"
        r"|(?=[\w.@%+~-]{1,100}/|[\w-]{1,100}\.\w))(?:[\w.@%+~-]*/)*[\w.@%+~-]*(?<![.])",
    ),
    # ~/x, ~user/x, ./x, ../x
    Kind("path", "/", r"(?<![\w./])(?:~\w{0,40}|\.{1,2})/(?:[\w.@%+~/-]*[\w/])?"),
    # src/main.py, main.py
    Kind(
        "path",
        r"\.[a-z]",
        rf"(?<![\w./-])(?:[\w.@+-]{{1,100}}/){{0,20}}[\w.@+-]{{1,100}}\.(?:{_EXTENSIONS})\b(?!\.\w)",
    ),
    # C:\Program Files\x, C:/x
    Kind(
        "path",
        r":[/\\](?<=[A-Za-z]:[/\\])",
        r"\b[A-Za-z]:(?:/[\w.@%+~$/-]*|\\(?:[\w.@%+~$ -]{1,100}\\){0,30}[\w.@%+~$-]*)(?<![.-])",
    ),
    # \\server\share, HKLM\Software\x
    Kind("path", r"\\", r"(?:\\\\\w|\b\w{2,100}\\\w)[\w.$-]*(?:\\[\w.$-]+)*"),
    # 0x7f, a1b2c3d, A1b2c3d at the beginning of a sentence, 550e8400-e29b-41d4-a716-446655440000, 00:1b:44:11:3a:b7
    Kind(
        "hash",
        _DIGIT_BESIDE_LETTER,
        r"\b0[xX][\da-fA-F]+\b|\b(?=[A-Fa-f]?[a-f]*\d)(?=\d*[A-Fa-f])[\dA-Fa-f][\da-f]{6,127}\b",
    ),
    Kind("hash", _DIGIT_BESIDE_LETTER, r"\b(?=[A-F]*\d)(?=\d*[A-F])[\dA-F]{7,128}\b"),
    Kind("hash", "-[a-fA-F0-9]", r"\b[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\b"),
    Kind("hash", ":[a-fA-F0-9]", r"\b(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}\b"),
    # R2D2, GPT4o, B52: capitals and then digits, but no year that was read as I997
    Kind("id", _DIGIT_BESIDE_LETTER, r"\b(?!I[5-9]\d\d\b)[A-Z]{1,20}\d[A-Z\d]*[a-z]{0,2}\b"),
    # a1b2c3, 4x4: a few letters and digits in turn, in no way a year that words are glued to or one read as 2OI8
    Kind(
        "id",
        _DIGIT_BESIDE_LETTER,
        r"\b(?:[A-Za-z]{1,2}\d{1,20}){2,20}[A-Za-z]{0,2}\b"
        r"|\b(?!(?:1[5-9]|2[0O])[\dOIl]{2}\b)\d{1,20}(?:[A-Za-z]{1,2}\d{1,20}){1,20}\b",
    ),
    # ABC-123, F-16, ISO-8859-1, but no word that is glued to one: DC-7operators
    Kind("id", r"-\d", r"\b[A-Z][A-Za-z]{0,20}-\d(?:[\dA-Z_-]|[a-z]{1,3}(?![a-z]))*\b"),
    # ISBN 978-0-306-40615-7, 10.1000/182, arXiv:2101.00001v2
    Kind("isbn", "IS[BS]N", r"\bIS[BS]N(?:-1[03])?:?\s?\d(?:[ -]?[\dXx]){7,16}\b"),
    Kind("doi", r"10\.", rf"\b10\.\d{{4,9}}/[^{_NOT_IN_URL}]*[\w/)]"),
    Kind(
        "arxiv",
        ":(?<=[vV]:)",
        r"\barXiv:(?:\d{4}\.\d{4,5}|[a-z-]{2,20}(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?",
        re.IGNORECASE,
    ),
    # snake_case, MAX_SIZE, SRE_EL2.Enable, block_size:number, __init__; the underscores of _emphasis_ are none
    Kind("snake-case", "_", r"(?<!\w)_*[^\W_]+(?:_+[^\W_]+)+_*(?!\w)(?:[.:]\w+)*|(?<!\w)__\w+__(?!\w)"),
    # ${misc:Depends}
    Kind("variable", r"\$\{", r"\$\{[^\s{}]{1,100}\}"),
    # {% endfor %}, {{ name|upper }}: what a program fills in
    Kind("template", r"\{[%{]", r"\{%[^{}\n]{1,200}%\}|\{\{[^{}\n]{1,200}\}\}"),
    # NOTE(TheJulia), TODO(me): who wrote it
    Kind("note", r"\((?<=[A-Z]\()", r"\b(?:NOTE|TODO|FIXME|XXX|HACK|BUG)\([\w.@ -]{1,40}\)"),
    # set_{node,edge}_attributes, src/{a,b}.c
    Kind("alternatives", r"\{", r"[\w./*-]{0,100}\{(?=[^\s{}]{0,100},)[^\s{}]{1,100}\}[\w./*-]*"),
    # =SUM(A1;B2:B9), as in a spreadsheet
    Kind(
        "spreadsheet",
        r"=[A-Z]{2}",
        r"(?<![\w=])=[A-Z][A-Z.]{1,30}\([^()\n]{0,200}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,5}\)",
    ),
    # key=value, key=value,more, key="value"
    Kind(
        "key-value",
        "=",
        r"(?<![\w.=-])[\w.-]{1,100}="
        r"(?:\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|[“”][^“”\n]{0,80}[“”]|[^\s,;()\"'<>“”]*[\w/%+$\]](?:,\w[^\s,;()\"'<>“”]{0,80}){0,20})",
    ),
    # {'key' : 1, "key": "value"}
    Kind("key-value", r":(?:(?<=['\"]:)|(?<=['\"] :))", r"(?P<quote>['\"])\w{1,100}(?P=quote) ?: ?(?=['\"\d\[{])"),
    # --flag, --flag=value, -x
    Kind("flag", "-[A-Za-z]", r"-(?<![^\s([{\"'`|=]-)(?:-[a-z][\w-]*(?:=[^\s,;)\]]*\w)?|[A-Za-z](?![\w'’-]))"),
    # \alpha, \section
    Kind("command", r"\\", r"\\[A-Za-z]+\*?"),
    # &amp; &#8217;
    Kind("entity", r"&[#\w]", ENTITY),
    # :after_create, .bashrc, .NET, !CONFIG_MMU, .Catalog.properties: what a program calls so, with nothing before it
    Kind(
        "symbol",
        r"[:.!][A-Za-z_]",
        r"(?<!\S)(?:[:.][a-z_]|[:.!][A-Z][A-Z_])\w*|(?<!\S)\.[A-Z]\w{0,60}(?:\.\w{1,60}){1,6}",
    ),
    # recieve [sic], teh -> the: quoted as it was written
    Kind("slip", r"[(\[][sS]", r"[\w'’-]{1,60}[\"”]? [(\[]sic!?[)\]]", re.IGNORECASE),
    Kind("slip", r"[>→⇒](?:(?<=[=-]>)|(?<=[→⇒]))", r"(?<![^\s<>])[^\s<>]{1,60} {0,2}(?:[=-]>|[→⇒]) {0,2}"),
    # stat'ed, grep'ing
    Kind("inflected-command", r"['’](?:ed|ing)", r"\b[a-z]{2,20}['’](?:ed|ing)\b"),
    # "print"ed, "cached"'s
    Kind(
        "inflected-quote",
        r"[\"”](?<=\w[\"”])['’\w]",
        r"(?<!\w)[\"“]\w(?:[^\n\"“”]{0,60}\w)?[\"”](?:['’]?s|d|ed|ing|ers?)\b",
    ),
    # $ 15: set apart on purpose
    Kind("amount", r"[$€£¥₹] ", r"[$€£¥₹] \d"),
    # :-) ;) :D, which a space before belongs to
    Kind("emoticon", r"[:;](?:[^\w\s]|[DPpo])", r"(?<![^\s(])[:;]['’]?(?:-{0,3}|[\^o])[)(\]\[DPp/\\|*](?![\w/])"),
)
"""What is never touched."""

APPARENT: tuple[Kind, ...] = (
    # 3a, 12b: a part of something that is numbered; but 5a.m.
    Kind("id", _DIGIT_BESIDE_LETTER, r"\b\d{1,3}[a-f]\b(?!\.\w)"),
    # 1.e4, 4.Nxd4, 12...O-O: moves of chess
    Kind("move", r"\.(?<=\d\.)", r"\b\d{1,3}\.{1,3}(?:O-O(?:-O)?|[KQRBN]?[a-h]?[1-8]?x?[a-h][1-8])(?:[+#]|\b)"),
    # [HW,NET], [,options], map[2|3]; Array<T,Alloc>, <<overview,what it is>>
    Kind("option", r"\[", r"\[(?=[^\s\[\]]{0,100}[,|=])[^\s\[\]]{1,100}\]"),
    Kind("option", "<", r"<(?=[^\s<>]{0,100},)[^\s<>]{1,100}>|<<[\w-]{1,60},[^<>]{1,80}>>"),
    # doc/design/version0.5: a path without a root
    Kind("path", r"/[a-z]", r"(?<![\w/.])(?:[a-z][\w.-]{0,60}/){2,20}[a-z]{1,40}\d[\w.]{0,40}(?<!\.)"),
    # gethostname(2), systemd.unit(5): a page of a manual
    Kind("page", r"\((?<=\w\()\d", r"\b[A-Za-z][\w.+-]{1,60}\([1-9][a-z]{0,2}\)"),
    # X-Originalarrivaltime: at the beginning of a line of a mail
    Kind("header", r"-[A-Za-z]", r"^[A-Z][A-Za-z]{0,30}(?:-[A-Za-z\d]{1,30}){1,5}:(?=\s)", re.MULTILINE),
    # $ git add .
    Kind("shell", r"\$ [a-z]", r"^[ \t]*\$ [a-z][^\n]{0,300}", re.MULTILINE),
    # commit,status: at the beginning of a line: what is told of both
    Kind("prefix", ",[a-z]", r"^[ \t]*[\w./-]{1,40}(?:,[\w./-]{1,40}){1,5}:(?=\s)", re.MULTILINE),
    # in[1-4], sg[i], but no note: fact[12]
    Kind("index", r"\[(?<=\w\[)", r"\b\w{1,60}\[(?!\d{1,4}\])[^\s\[\]]{1,40}\]"),
    # "low,hierarchy", "ipv6:all", (key,value), (NAME,VALUE), the (x,y) pair
    Kind(
        "enumeration",
        r"[,:;](?! )[^\W\d_]",
        r"[\"'“‘][^\W\d_][\w-]{1,40}(?:[,:][\w-]{1,40}){1,20}[\"'”’]|[\"“]\w[\w.-]{1,60}(?:;\w[\w.-]{1,60}){1,20}[\"”]"
        r"|\([a-z]{1,40}(?:,[a-z]{1,40}){1,20}\)(?= (?:tuple|pair)s?\b)"
        r"|\((?:[a-z]{3,40}(?:,[a-z]{3,40}){1,20}|[A-Z]{2,40}(?:,[A-Z]{2,40}){1,20})\)",
    ),
    # 'typing.Dict', the threading.Thread class; (as base.Version) and the ends of items, since no sentence is one word
    Kind(
        "class",
        r"\.(?<=[a-z]\.)[A-Z]",
        r"['\"‘“][a-z]\w{1,40}\.[A-Z]\w{0,60}['\"’”]"
        r"|(?:(?<=\b[Tt]he )|(?<=\b[Aa] )|(?<=\b[Aa]n )|(?<=[*+-] ))[a-z]\w{1,40}\."
        r"(?!(?:All|Any|Both|Each|Every|For|If|Many|Most|No|One|Other|Some|Such|That|The|These|This|Those|What|When|Which)\b)"
        r"[A-Z][a-z]\w{0,60}"
        r"(?= (?:attribute|class|exception|function|instance|method|module|object|wrapper)(?:e?s)?\b)"
        r"|(?<![\w.])[a-z]\w{1,40}\.[A-Z][a-z]\w{0,60}(?=\)|\n[ \t]*[*+-] )",
    ),
    # DS9490(R), eczema(at)ecze, class(es), recent(-ish), (re-)use, (trans)action, (s)he
    Kind(
        "affix",
        r"[()](?:(?<=\w\()|(?<=[-a-z]\))\w)",
        r"\b\w{1,40}\((?:R|C|TM|at|dot)\)(?:\w{1,40})?|\b\w{1,40}\((?:-\w{1,10}|e?s|ies|ish|e?d|n)\)"
        r"|\(\w{1,10}-\)\w{1,40}|\((?:re|un|de|non|pre|post|sub|trans|multi|semi|auto|over|under|inter|mis|dis)\)[a-z]{2,40}"
        r"|(?<!\w)\((?:s\)he|wo\)m[ae]n|fe\)males?)\b",
    ),
    # [E]rror, [t]he: a letter that is set apart, or that a quotation has in another case
    Kind("initial", r"\](?<=\[[A-Za-z]\])[a-z]", r"(?<!\w)\[[A-Za-z]\][a-z]{1,40}"),
    # * [core] before what was changed: in which part
    Kind("part", r"\](?!\w)", r"^[ \t]*[*+-] \[[\w.:/-]{1,40}\](?= )", re.MULTILINE),
    # [jane, joe] at the end of an entry: who changed it
    Kind(
        "credit",
        r"\](?!\w)",
        r"^[ \t]*\[[\w.-]{1,40}(?:, ?[\w.-]{1,40}){0,8}\][ \t]*(?:\(#\d+\)[ \t]*)?$",
        re.MULTILINE,
    ),
    # the &limit parameter: of an address
    Kind(
        "parameter",
        r"&[a-z](?<!\w&[a-z])",
        r"(?<![^\s(\"'`])&[a-z]\w{1,40}(?![\w;])",
    ),
    # puts(), app.use(x), messages(msgid, lang=lang), add(Left,Right): something called; Node(Data)View: either of two
    Kind(
        "call",
        r"\((?<=\w\()",
        r"(?<!\w)[A-Za-z_]\w*(?:\.\w+){1,10}\(|(?<!\w)[A-Za-z_]\w*\(\)|(?<!\w)[A-Z]\w{0,60}\(\w{1,40}\)[A-Z]\w*"
        r"|(?<!\w)[A-Za-z]\w{0,60}\((?=[^()\n=]{0,80}\b\w{1,40}=[\w\"'])[^()\n]{1,120}\)"
        r"|(?<!\w)[A-Za-z]\w{0,60}\(\w{1,60}(?:,\w{1,60}){1,8}\)",
    ),
    # 3553(a), 12(b)(6): a part of a law
    Kind("section", r"\((?<=\d\()", r"\b\d{1,6}[a-z]?(?:\([A-Za-z\d]{1,4}\)){1,6}"),
    # 24/7, 365 and 2014, 365 and 5, 6: without their spaces these would be no numbers, as 1, 000 may be
    Kind("list", r", \d(?<=\d, \d)", r"[/:.–-]\d{1,4}, \d|\d{4}, \d|\d, \d{1,2}(?!\d)"),
)
"""What is never touched either, unless text is to be taken for damaged: prose that lost or got spaces looks the same,
as in `"women's javelin,women's hurdles"` and `1 956, 20 people`."""

FIGURES: tuple[Kind, ...] = (
    # 12 March 2014, March 12th, 2014, 2014-03-12T10:00:00Z
    Kind("date", _DIGIT, rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTHS}(?:,?[ -]\d{{2,4}}\b)?"),
    Kind("date", _DIGIT, rf"\b{_MONTHS} \d{{1,4}}(?:st|nd|rd|th)?\b(?:, \d{{4}}\b)?"),
    Kind("date", r"T\d", r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?"),
    # 12:30 p.m., 5 pm
    Kind("time", _DIGIT, r"\b\d{1,2}(?::\d{2}){0,2} ?(?:[ap]\.m\.|[ap]m\b|[AP]\.?M\b\.?)"),
    # $2.5 billion, 3.5GHz, 10 km, 12%, 1,000, 12:30, 2014-03-12, 20th; the digits alone where no unit follows
    Kind(
        "number",
        _DIGIT,
        rf"(?:[$€£¥₹] ?)?{_NUMBER}"
        rf"(?:(?:{_GLUED_UNITS})(?![^\W_])|[ \u00a0\u202f-](?:{_SPACED_UNITS})(?![^\W_]))?",
    ),
)
"""Dates, times and numbers with their units: no letter or digit of them is touched, only spaces lost or added."""

FIGURES_REACH = 40
"""Code points of which one at least is a digit in all figures that are as long."""

_HOSTS = "com|org|net|edu|gov|mil|info|io|dev|app|ai|co|uk|us|ca|de|fr|ch|nl|eu|ru|jp|cn|br|au|tv|me|biz"
"""Last parts of host names."""

_LOWER, _UPPER = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"

SOFT: tuple[Kind, ...] = (
    # example.com, sub.example.co.uk
    Kind("host", r"\.[a-z]", rf"(?<![\w.@])(?:[A-Za-z\d][\w-]{{0,62}}\.){{1,8}}(?:{_HOSTS})(?![\w-]|\.\w)"),
    # asyncio.run, Node.js, Asia.It; but not U.S. or e.g., whose parts are letters
    Kind(
        "dotted-name",
        r"\.(?<=\w\.)\w",
        r"(?<![\w.])(?=[\w.]{0,200}[^\W\d_]{2})(?!\d+\.)\w{1,60}(?:\.\w{1,60}){1,20}(?!\w|\.\w)",
    ),
    # v1.2.3, Python3, python3.11, mp3
    Kind("version", r"\d(?<=[A-Za-z+-]\d)", r"\b[vV]\d+(?:\.\d+)*\w*|\b[A-Za-z][A-Za-z+-]{0,40}\d+(?:\.\d+)*\b"),
    # camelCase, iPhone
    Kind("camel-case", _CAPITAL_INSIDE, rf"(?<!\w)[{_LOWER}]+(?:[{_UPPER}][{_LOWER}\d]*)+\b"),
    # McDonald, YouTube, JavaScript, BinyaminNetanyahu, PhD
    Kind(
        "mixed-case",
        _CAPITAL_INSIDE,
        rf"(?<!\w)(?:[{_UPPER}]+[{_LOWER}]+(?:[{_UPPER}][{_LOWER}\d]*)+|[{_UPPER}]{{2,}}[{_LOWER}]{{2,}})\b",
    ),
)
"""What may be damage as well. The first kind that fits names the place."""
