"""On a phone a table stands as cards: every cell says which column it is."""

from markupsafe import Markup

from motcua.web.ui.tables import labelled

COLUMNS = [{"label": "Đơn vị"}, {"label": "Số <lượng>"}, {"label": ""}]


def test_every_cell_is_told_by_its_column():
    drawn = labelled(Markup('<td><a href="#">A</a></td><td class="is-number">3</td><td>x</td><td>y</td>'), COLUMNS)
    assert drawn == (
        '<td data-label="Đơn vị"><a href="#">A</a></td>'
        '<td class="is-number" data-label="Số &lt;lượng&gt;">3</td><td>x</td><td>y</td>'
    )


def test_words_of_its_own_are_kept():
    assert labelled(Markup('<td data-label="Mã">A</td>'), COLUMNS) == '<td data-label="Mã">A</td>'
