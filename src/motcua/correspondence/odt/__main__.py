"""The child: looks at a template, fills it, or tells the words of a document. One request, one answer."""

from pathlib import Path
from typing import Any

from lxml import etree

from motcua.correspondence.layouts import packed
from motcua.correspondence.odt.faults import Unusable
from motcua.correspondence.odt.filling import fill, names_in, text_of
from motcua.correspondence.odt.package import XML_PARTS, read_parts, tree_of
from motcua.files.bounded import serve
from motcua.files.rules.limits import Limits


def answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """``{"fault"}``, or ``{"names", "text"}``; with ``values`` the filled document lies at ``to``."""
    try:
        parts = read_parts(Path(request["path"]))
        trees = {name: tree_of(parts[name]) for name in XML_PARTS if name in parts}
        if "content.xml" not in trees:
            raise Unusable("damaged")
        names = sorted({name for tree in trees.values() for name in names_in(tree)})
        if request.get("values") is not None:
            for tree in trees.values():
                fill(tree, request["values"])
        if request.get("to"):
            parts |= {
                name: etree.tostring(tree, encoding="UTF-8", xml_declaration=True) for name, tree in trees.items()
            }
            Path(request["to"]).write_bytes(packed(parts))
        return {"names": names, "text": text_of(trees["content.xml"])}
    except Unusable as fault:
        return {"fault": fault.code}


if __name__ == "__main__":
    serve(answer)
