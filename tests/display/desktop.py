# SPDX-License-Identifier: GPL-3.0-or-later
"""Works a window as a person does: finds what is shown through the accessibility tree, points and types through X."""
import os
import re
import subprocess
import time
import warnings

warnings.simplefilter("ignore")

# Warnings are to end the program that is tested, not this one.
PROGRAM_ENVIRONMENT = dict(os.environ)
os.environ.pop("G_DEBUG", None)

import gi  # noqa: E402

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = float(os.environ.get("BELLWETHER_TEST_PATIENCE", "90"))


def wait_for(what, look, patience=None):
    """Calls look until it gives something, and returns that; fails after the patience in seconds."""
    end = time.monotonic() + (patience or PATIENCE)
    while True:
        try:
            found = look()
        except GLib.Error:  # Something went away while it was looked at.
            found = None
        if found:
            return found
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)


# Of a long list only the first rows are looked at: each cell costs several messages to the program.
LONG_LIST = 60
FIRST_ROWS = 10


def tree(node):
    if node is None:
        return
    yield node
    count = node.get_child_count()
    for index in range(count if count <= LONG_LIST else FIRST_ROWS):
        yield from tree(node.get_child_at_index(index))


def text_of(node):
    try:
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) or node.get_name() or ""
    except GLib.Error:
        return node.get_name() or ""


def is_shown(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) or states.contains(Atspi.StateType.VISIBLE)


def run(*command, check=True, env=None):
    return subprocess.run(command, capture_output=True, text=True, check=check, env=env).stdout


class Program:
    """A program of this display, by the name under which it stands in the accessibility tree."""

    def __init__(self, name):
        self.name = name
        self.root = wait_for(f"the program {name}", self._find_root)

    def _find_root(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_name() == self.name and child.get_child_count() > 0:
                return child
        return None

    def frames(self):
        return [node for node in (self.root.get_child_at_index(i) for i in range(self.root.get_child_count())) if node]

    def find_all(self, name=None, role=None, shown=True):
        found = []
        for frame in self.frames():
            for node in tree(frame):
                try:
                    if role is not None and node.get_role_name() != role:
                        continue
                    if name is not None and not re.search(name, node.get_name() or ""):
                        continue
                    if shown and not is_shown(node):
                        continue
                except GLib.Error:
                    continue
                found.append(node)
        return found

    def find(self, name=None, role=None, patience=None):
        found = wait_for(f"{role or 'something'} called {name!r}", lambda: self.find_all(name, role), patience)
        return found[0]

    def press(self, name):
        """Presses the button whose name matches; waits for it to be there and sensitive."""
        def ready():
            for node in self.find_all(name):
                # The button of a menu has its name twice: only the inner one can be pressed.
                if (node.get_role_name() in ("push button", "toggle button") and node.get_state_set().contains(Atspi.StateType.SENSITIVE)
                        and node.get_n_actions() > 0):
                    return node
            return None
        wait_for(f"a button {name!r}", ready).do_action(0)

    def texts(self):
        """Every text that the windows show."""
        shown = []
        for frame in self.frames():
            for node in tree(frame):
                try:
                    if is_shown(node):
                        shown += [text_of(node), node.get_description() or ""]
                except GLib.Error:
                    continue
        return [text for text in shown if text]

    def wait_for_text(self, pattern, patience=None):
        def look():
            return next((text for text in self.texts() if re.search(pattern, text)), None)
        try:
            return wait_for(f"the text {pattern!r}", look, patience)
        except AssertionError as error:
            raise AssertionError(f"{error}; shown are {sorted(set(self.texts()))[:150]}") from None


def window_id(title):
    return wait_for(f"the window {title!r}",
                    lambda: run("xdotool", "search", "--onlyvisible", "--name", title, check=False).split())[-1]


def geometry(title):
    out = run("xdotool", "getwindowgeometry", "--shell", window_id(title))
    values = dict(line.split("=") for line in out.split())
    return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))


def key(*keys):
    run("xdotool", "key", "--delay", "60", *keys)


def type_text(text):
    run("xdotool", "type", "--delay", "15", text)


def drag(from_point, to_point):
    """Drags as a hand does: press, a few short moves until the drag begins, on to the place, let go."""
    (x, y), (to_x, to_y) = from_point, to_point
    run("xdotool", "mousemove", str(x), str(y), "sleep", "0.3", "mousedown", "1", "sleep", "0.3")
    for step in range(1, 9):
        run("xdotool", "mousemove", str(x - 6 * step), str(y - 3 * step), "sleep", "0.05")
    run("xdotool", "mousemove", str(to_x - 20), str(to_y - 10), "sleep", "0.3", "mousemove", str(to_x), str(to_y),
        "sleep", "0.5", "mouseup", "1")


def drag_files(source_program, paths, title):
    """Starts the drag source with the files and drops them onto the middle of the window."""
    with subprocess.Popen([source_program, *paths]) as process:
        try:
            source = geometry("Files to drag")
            run("xdotool", "windowmove", window_id("Files to drag"), "1420", "850", "sleep", "0.5")
            source = geometry("Files to drag")
            run("xdotool", "windowraise", window_id("Files to drag"), "sleep", "0.3")
            target = geometry(title)
            drag((source[0] + source[2] // 2, source[1] + source[3] // 2),
                 (target[0] + target[2] // 2, target[1] + target[3] // 2))
            time.sleep(0.5)
            if os.environ.get("BELLWETHER_TEST_TALK"):
                print(f"# dragged from {source} to {target}")
        finally:
            process.terminate()


def colours_in(path, box):
    """How many pixels of each colour a part (x, y, width, height) of a screenshot has."""
    x, y, width, height = box
    out = run("convert", path, "-crop", f"{width}x{height}+{x}+{y}", "+repage", "-depth", "8", "-format", "%c",
              "histogram:info:-")
    counts = {}
    for line in out.splitlines():
        found = re.match(r"\s*(\d+): .*(#[0-9A-F]{6})", line)
        if found:
            counts[found.group(2)] = counts.get(found.group(2), 0) + int(found.group(1))
    return counts


def photograph(path):
    run("import", "-window", "root", path)
