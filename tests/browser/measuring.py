"""What of a page is cut off, sticks out of its box, meets other text or is too small for a finger: measured in it.

Each script is a function without arguments that returns what is wrong, so that an assertion shows it.
"""

_SHARED = """
    const said = one => (one.id ? "#" + one.id : one.tagName.toLowerCase() + "." + (one.getAttribute("class") || ""))
        + " " + one.textContent.trim().replace(/\\s+/g, " ").slice(0, 40);
    const up = function* (one) { for (let at = one; at; at = at.parentElement) yield at; };
    // What only a screen reader meets, and what is not open.
    const APART = ".unseen, .skip, .projector .heading, [popover], dialog, option, textarea, template, #readout";
    const seen = one => one.checkVisibility({ visibilityProperty: true }) && !one.closest(APART)
        && ![...up(one)].some(at => getComputedStyle(at).clipPath.startsWith("inset(50"));
    const texts = function* () {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const one = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || one.closest("svg") || !seen(one)) continue;
            const range = document.createRange();
            range.selectNodeContents(walker.currentNode);
            yield [one, [...range.getClientRects()].filter(box => box.width > 1)];
        }
    };
"""

# Of HTML: text that reaches out of a box that one sees, or that something cuts off, and cannot be scrolled to.
CUT_OFF = (
    "() => {"
    + _SHARED
    + """
    const out = [];
    for (const [one, boxes] of texts()) for (const at of up(one)) {
        const style = getComputedStyle(at), frame = at.getBoundingClientRect(), air = 0.25;
        if (["inline", "contents"].includes(style.display) || at.namespaceURI.includes("MathML")) continue;
        const page = at === document.body || at === document.documentElement;
        const drawn = !page && (parseFloat(style.borderLeftWidth) > 0 || style.backgroundColor !== "rgba(0, 0, 0, 0)");
        const hides = kind => ["hidden", "clip"].includes(kind), open = kind => kind === "visible";
        const across = boxes.some(box => box.left < frame.left - 1 || box.right > frame.right + 1);
        const down = boxes.some(box => box.top + air * box.height < frame.top - 1
            || box.bottom - air * box.height > frame.bottom + 1);
        const bounds = kind => hides(kind) || (drawn && open(kind));
        if ((across && (page || bounds(style.overflowX))) || (down && !page && bounds(style.overflowY)))
            out.push([said(one), said(at)]);
        if (!open(style.overflowX) || !open(style.overflowY)) break;
    }
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return sideways > 0 ? [...out, ["the page scrolls sideways by", sideways]] : out;
}"""
)

# Of HTML: text over other text. What floats over the page (the keys at the thumb) is over it for good reason.
OVERLAPPING = (
    "() => {"
    + _SHARED
    + """
    const all = [], out = [];
    for (const [one, boxes] of texts()) {
        const around = [...up(one)].map(at => [getComputedStyle(at), at]);
        const floats = style => ["fixed", "sticky"].includes(style.position) || style.opacity === "0";
        const clips = style => style.overflowX !== "visible" || style.overflowY !== "visible";
        if (one.closest("math") || around.some(([style]) => floats(style))) continue;
        const frames = around.slice(1).filter(([style]) => clips(style)).map(([, at]) => at.getBoundingClientRect());
        for (const box of boxes) {
            const [top, bottom] = [box.top + 0.25 * box.height, box.bottom - 0.25 * box.height];
            const hidden = frames.some(frame => box.left > frame.right - 1 || box.right < frame.left + 1
                || top > frame.bottom - 1 || bottom < frame.top + 1);
            if (!hidden) all.push({ one, boxes, left: box.left + 0.5, right: box.right - 0.5, top, bottom });
        }
    }
    all.forEach((a, i) => all.slice(i + 1).forEach(b => {
        if (a.boxes !== b.boxes && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
            out.push([said(a.one), said(b.one)]);
    }));
    return out;
}"""
)

# Of drawings: text that the drawing cuts off, or that meets other text of it.
DRAWN = (
    "() => {"
    + _SHARED
    + """
    const out = [];
    for (const net of document.querySelectorAll("svg")) {
        if (!net.checkVisibility()) continue;
        const frame = net.getBoundingClientRect();
        const boxes = [...net.querySelectorAll("text")].filter(one => one.checkVisibility() && one.textContent.trim())
            .map(one => [one, one.getBoundingClientRect()]).map(([one, box]) => ({ one, left: box.left + 0.5,
                right: box.right - 0.5, top: box.top + 0.22 * box.height, bottom: box.bottom - 0.22 * box.height }));
        boxes.forEach((a, i) => {
            if (a.left < frame.left - 1.5 || a.right > frame.right + 1.5 || a.top < frame.top - 1.5
                || a.bottom > frame.bottom + 1.5) out.push([said(a.one), "cut off"]);
            for (const b of boxes.slice(i + 1))
                if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
                    out.push([said(a.one), said(b.one)]);
        });
    }
    return out;
}"""
)

# WCAG 2.2, 2.5.8: 24 × 24 pixels, or so far apart that circles of 24 pixels meet no other target; links in running
# text are as large as the text.
SMALL_TARGETS = (
    "() => {"
    + _SHARED
    + """
    const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter(one => seen(one) && !one.closest("svg") && !one.disabled)
        .map(one => [one, one.getBoundingClientRect()]);
    const running = one => getComputedStyle(one).display === "inline" && [...one.parentElement.childNodes]
        .some(other => other.nodeType === 3 && /[\\p{L}\\p{N}]/u.test(other.textContent));
    const small = box => box.width < 24 || box.height < 24;
    return all.filter(([one, box]) => {
        if (!box.width || !small(box) || running(one)) return false;
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        return all.some(([other, its]) => {
            if (other === one || other.contains(one) || one.contains(other)) return false;
            const away = Math.hypot(Math.max(its.left - x, 0, x - its.right), Math.max(its.top - y, 0, y - its.bottom));
            const centres = Math.hypot(its.left + its.width / 2 - x, its.top + its.height / 2 - y);
            return away < 12 || (small(its) && centres < 24);
        });
    }).map(([one, box]) => [said(one), box.width, box.height]);
}"""
)

SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""The text spacing that WCAG 2.2, 1.4.12 says must not cost anything."""
