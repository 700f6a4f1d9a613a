"""The only place that knows everyone: who reacts to which events, which jobs run by the clock."""

from datetime import timedelta

from motcua.dossiers.tasks import watch_clocks
from motcua.notices.tasks import tell
from motcua.outbox.registry import listen, schedule

listen("notices", "dossier.*", consume=tell)
schedule("watch_clocks", timedelta(minutes=1), watch_clocks)
