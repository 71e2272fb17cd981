"""How fast the whole system is, beside Rasa as it comes: `make bench`, or with SECONDS=300.

The report is printed and kept in reports/bench.md. The machine should have nothing else to do.
"""

import argparse
import sys
from collections.abc import Sequence

from bench.load.crowd import CHILDREN
from bench.load.messages import calm_messages
from bench.load.ours import measure_ours
from bench.load.report import report
from bench.load.stock import measure_stock
from bench.load.topics import topic_growth
from bot.config import ROOT, load_settings
from bot.content.cache import current_content

REPORT = ROOT / "reports" / "bench.md"
RATES = (1.0, 10.0, 20.0, 28.0, 30.0, 40.0)  # messages a second; Telegram takes 30


def main(arguments: Sequence[str]) -> int:
    """Measure both and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long each rate lasts")
    seconds = parser.parse_args(arguments).seconds
    settings = load_settings()
    texts = calm_messages(settings)
    ours = measure_ours(settings.model_dir, texts, RATES, seconds)
    content = current_content(settings.data_dir)
    stock = measure_stock(settings, content, texts, RATES, seconds, len(CHILDREN))
    newest = max(settings.model_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report(ours, stock, topic_growth(newest), seconds) + "\n")
    print(REPORT.read_text())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
