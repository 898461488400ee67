"""A real Chromium without a window, for tests of pages.

Debian: apt-get install chromium chromium-driver. The profile is new and empty each time, and the
browser makes no connections of its own.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.support.programs import find_program

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars",
)  # fmt: skip


@dataclass(slots=True)
class Browser:
    """One browser with one page."""

    driver: Chrome

    def open(self, address: str) -> None:
        """Load a page anew, even where only the part behind `#` differs from the one before."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def run(self, script: str, *arguments: Any) -> Any:
        """What the body of a function gives back that runs in the page."""
        return self.driver.execute_script(script, *arguments)

    def wait_until(self, expression: str, *arguments: Any) -> None:
        """Wait for an expression of the page to become true, five seconds at most."""
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.driver, 5, poll_frequency=0.02).until(
            lambda _: self.run(f"return {expression}", *arguments), f"never true: {expression}"
        )

    def resize(self, width: int, height: int, touch: bool = False) -> None:
        """Another size of the window, in CSS pixels; `touch` makes it a phone."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": touch}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})

    def prefer(self, media: str = "", **features: str) -> None:
        """What the user's system asks for: `prefers_color_scheme="dark"`; `media` may be print."""
        wanted = [{"name": n.replace("_", "-"), "value": value} for n, value in features.items()]
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": media, "features": wanted}
        )

    def press(self, *keys: str) -> None:
        """Keys for whatever has the focus, one after the other; Shift and Control are held."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def click(self, element: Any) -> None:
        """A click, or a tap where touch is on, on the middle of an element."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver, duration=0).move_to_element(element).click().perform()

    def hover(self, element: Any) -> None:
        """The pointer on the middle of an element."""
        from selenium.webdriver import ActionChains

        ActionChains(self.driver, duration=0).move_to_element(element).perform()

    def complaints(self) -> list[str]:
        """Errors and warnings that the console got since the last question."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A browser; the test is skipped where there is none."""
    from selenium import webdriver

    binary = find_program(*_BROWSERS, package="chromium")
    chromedriver = find_program("chromedriver", package="chromium-driver")

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        # The path of the driver keeps Selenium from looking for one in the network.
        service = webdriver.ChromeService(chromedriver)
        driver = webdriver.Chrome(options=options, service=service)
        try:
            yield Browser(driver)
        finally:
            driver.quit()
