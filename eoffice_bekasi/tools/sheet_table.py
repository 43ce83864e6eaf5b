"""A file to import as rows of values, with everything that is wrong in it, not only the first."""

from dataclasses import dataclass, field

from .sheet_columns import NUMBER, CellError, is_example


@dataclass(eq=False)
class Row:
    """One row: its number in the file, what its cells say, and what is to be done with it."""

    number: int
    #: Name of the column to its value; columns that are not in the file, and cells that could not
    #: be read, are missing.
    values: dict = field(default_factory=dict)
    #: The record that the row means, once it is known or made.
    record: object = None
    #: What the record shall have: field to value, to a record, or to the Row whose record it is.
    vals: dict = field(default_factory=dict)
    #: ``created``, ``updated`` or empty.
    state: str = ""
    #: The first row that means the same record, where several may.
    first: object = None

    def get(self, name):
        """Return the value of a column, None when there is none."""
        return self.values.get(name)


@dataclass(frozen=True)
class Fault:
    """Something wrong: number of the row (None: in the whole file), column, cell, and why."""

    row: int | None
    column: object
    value: str
    message: str


class Table:
    """The rows of a file, read by its columns.

    :param columns: the :class:`~.sheet_columns.Column` there may be
    :param list names: names of the columns in the file, in their order
    :param data: list of rows, each a list of cells
    :param numbers: number of each row in the file; 1, 2, 3 ... when not given
    :param explain: function of (reason, column) that gives a sentence for a ``CellError``
    """

    def __init__(self, columns, names, data, explain, numbers=None):
        self.columns = {column.name: column for column in columns}
        self.names = [name for name in names if name in self.columns]
        self.explain = explain
        self.faults = []
        self.examples = 0
        #: What a model wants to keep between checking and saving.
        self.plan = None
        self.rows = []
        for place, cells in enumerate(data):
            number = numbers[place] if numbers else place + 1
            cells = dict(zip(names, cells, strict=False))
            if self._is_example(cells):
                self.examples += 1
            elif any(cells.get(name) for name in self.names):
                self.rows.append(self._read(number, cells))

    def _is_example(self, cells):
        return any(
            is_example(cells.get(name)) for name in self.names if self.columns[name].kind == "code"
        )

    def _read(self, number, cells):
        row = Row(number)
        for name in self.names:
            cell, column = cells.get(name) or "", self.columns[name]
            try:
                value = column.parse(cell)
            except CellError as error:
                text = str(cell).replace(NUMBER, "").strip()
                reason = self.explain(error.args[0], column)
                self.faults.append(Fault(number, column, text, reason))
                continue
            row.values[name] = value
            if value is None and column.required:
                self.refuse(row, name, self.explain("required", column))
        return row

    def has(self, name):
        """Whether the file has this column."""
        return name in self.names

    def refuse(self, row, name, message):
        """Note that a row can't be imported.

        :param Row row: the row, None for the whole file
        :param str name: the column that is wrong, None for the row as a whole
        :param str message: what is wrong and what to do
        """
        value = row.get(name) if row and name else None
        self.faults.append(
            Fault(row.number if row else None, self.columns.get(name), _shown(value), message)
        )

    def is_read(self, row, *names):
        """Whether the cells of these columns could be read, as far as the file has them."""
        return all(name in row.values for name in names if self.has(name))

    def by_value(self, name):
        """Return a dict of value to the list of rows that have it in this column."""
        found = {}
        for row in self.rows:
            if (value := row.get(name)) is not None:
                found.setdefault(value, []).append(row)
        return found

    def sorted_faults(self):
        """Return the faults by row, then by column from left to right."""
        order = {name: place for place, name in enumerate(self.names)}
        return sorted(
            self.faults,
            key=lambda fault: (fault.row or 0, order.get(getattr(fault.column, "name", None), -1)),
        )


def _shown(value):
    return "" if value is None or isinstance(value, bool) else str(value)
