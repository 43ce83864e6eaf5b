from . import chart_print
