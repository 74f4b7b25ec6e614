"""What a reader without a mouse does: Tab until a control has the focus, which must be seen."""

import pytest

HERE = """() => { const a = document.activeElement; return [a.tagName, a.id, a.dataset.view || "", a.name || "", a.value || "", a.textContent.trim().slice(0, 40)].join("|"); }"""
SEEN = """() => { const style = getComputedStyle(document.activeElement); const box = document.activeElement.getBoundingClientRect();
return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2 && box.bottom > 0 && box.top < innerHeight; }"""


def tab_to(page, locator, most=120, key="Tab"):
    """Press Tab until the element is focused, as a reader without a mouse does."""
    for _ in range(most):
        if locator.evaluate("(one) => one === document.activeElement"):
            assert page.evaluate(SEEN), page.evaluate(HERE)
            return
        page.keyboard.press(key)
    pytest.fail(f"Tab does not come to {locator}; it is at {page.evaluate(HERE)}")
