"""The program ``verbatim``, also called as ``python -m bot``.

Until the commands are loaded, Ctrl-C ends it as it ends any program: Python would print where it
was in loading them.
"""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # see `Session.run`
    from bot.cli import main as run  # noqa: PLC0415 (after the above)

    run()


if __name__ == "__main__":
    main()
