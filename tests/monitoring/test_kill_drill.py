"""`kill -9` in the middle of uploads (QUALITY R-01, R-02); `KILLS=50` is the drill of the bars."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = os.environ.get("KILLS", "20")


@pytest.mark.long
def test_what_was_acknowledged_is_there_and_no_row_is_without_its_file(tmp_path):
    drill = subprocess.run(
        [sys.executable, "-m", "tests.monitoring.kill_drill", KILLS],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DEMO": "1", "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert drill.returncode == 0, drill.stderr
    found = json.loads(drill.stdout)
    assert found.pop("acknowledged") > int(KILLS)
    debris = found.pop("debris")
    assert debris > 0  # some were killed between their file and their row
    assert found == {
        "acknowledged and lost": 0,
        "rows without their files": 0,
        "swept": debris,
        "left without a row": 0,
        "swept the second time": 0,
    }
