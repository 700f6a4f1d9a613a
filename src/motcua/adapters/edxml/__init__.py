"""Official documents between systems as edXML (QCVN 102:2016/BTTTT), over the national axis or one like it."""
