"""Opens a results.gpkg in QGIS without a screen, checks every layer and its style, and draws it.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tests/qgis/render.py results.gpkg FOLDER

Needs Debian's python3-qgis, which is too much for every test run; see README.md here. Exit 0: every
layer is valid, is drawn by the style that the file holds, and has as many features as the file says.
"""
import os
import sqlite3
import sys

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage
from qgis.core import (QgsApplication, QgsExpression, QgsExpressionContext,
                       QgsExpressionContextUtils, QgsMapRendererParallelJob, QgsMapSettings,
                       QgsRectangle, QgsVectorLayer)
from qgis.PyQt.QtXml import QDomDocument

problems = []
# Layers whose features must not all look alike.
VARIED = ("areas_", "facilities", "homes", "walk_sheds", "walk_problems", "constraints")


def complain(layer, what):
    problems.append(f"{layer}: {what}")


def open_layer(path, name):
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


def rules_of(renderer):
    return renderer.rootRule().children() if renderer.type() == "RuleRenderer" else []


def check_rules(layer, renderer):
    """Every rule is understood; every feature is drawn by exactly one."""
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    filters = []
    for rule in rules_of(renderer):
        expression = QgsExpression(rule.filterExpression())
        if expression.hasParserError():
            complain(layer.name(), f"{rule.filterExpression()}: {expression.parserErrorString()}")
        expression.prepare(context)
        filters.append(expression)
        if not rule.label():
            complain(layer.name(), f"{rule.filterExpression()}: no words for the legend")
    for feature in layer.getFeatures():
        context.setFeature(feature)
        hits = sum(bool(e.evaluate(context)) for e in filters)
        if hits != 1:
            complain(layer.name(), f"feature {feature.id()} is drawn by {hits} rules")
            return


def check_layer(database, path, name):
    layer = open_layer(path, name)
    if not layer.isValid():
        complain(name, "not valid")
        return None
    count = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
    if layer.featureCount() != count:
        complain(name, f"{layer.featureCount()} features instead of {count}")
    default = database.execute(
        "SELECT styleQML FROM layer_styles WHERE f_table_name = ? AND useAsDefault", (name,)).fetchall()
    if len(default) != 1:
        complain(name, f"{len(default)} default styles")
    aliases = [f.alias() for f in layer.fields() if f.alias()]
    if not aliases:
        complain(name, "no column has a name in the user's language")
    if not layer.isSpatial():
        return layer
    renderer = layer.renderer()
    if name.startswith(VARIED) and not rules_of(renderer) and count > 1:
        complain(name, f"drawn by {renderer.type()}")
    check_rules(layer, renderer) if rules_of(renderer) else None
    print(f"{name}: {count} features, {renderer.type()}, {len(rules_of(renderer))} rules, "
          f"{len(aliases)} column names, e.g. {aliases[0]}")
    return layer


def check_other_styles(database, path):
    """The styles that are not the default must load as well."""
    styles = database.execute(
        "SELECT f_table_name, styleName, styleQML FROM layer_styles WHERE NOT useAsDefault").fetchall()
    layers = {}
    for table, style, qml in styles:
        layer = layers.setdefault(table, open_layer(path, table))
        document = QDomDocument()
        read = document.setContent(qml)[0]
        done, message = layer.importNamedStyle(document) if read else (False, "no XML")
        if not done or layer.renderer().type() not in ("RuleRenderer", "singleSymbol"):
            complain(table, f"style {style}: {message}")
    print(f"{len(styles)} further styles load")


def check_sld(database):
    for table, style, sld in database.execute(
            "SELECT f_table_name, styleName, styleSLD FROM layer_styles WHERE styleSLD <> ''"):
        document = QDomDocument()
        ok, message, line, _ = document.setContent(sld, True)
        if not ok:
            complain(table, f"SLD of {style}: line {line}: {message}")


def draw(layers, extent, file, width=1400):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setBackgroundColor(QColor(255, 255, 255))
    settings.setOutputSize(QSize(width, int(width * extent.height() / extent.width())))
    settings.setOutputDpi(120)
    settings.setDestinationCrs(layers[0].crs())
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(file)
    white = QImage(image.size(), image.format())
    white.fill(QColor(255, 255, 255))
    if image == white:
        problems.append(f"{file}: nothing was drawn")


def main(path, folder):
    os.makedirs(folder, exist_ok=True)
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    names = [row[0] for row in database.execute(
        "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles' ORDER BY rowid")]
    layers = {name: check_layer(database, path, name) for name in names}
    check_other_styles(database, path)
    check_sld(database)
    spatial = {n: l for n, l in layers.items() if l is not None and l.isSpatial()}
    extent = QgsRectangle()
    for name, layer in spatial.items():
        extent.combineExtentWith(layer.extent())
    extent.scale(1.05)
    if extent.isEmpty():
        return 1
    for name, layer in spatial.items():
        draw([layer], extent, os.path.join(folder, f"{name}.png"), 900)
    order = ("stations", "rail_lines", "site_links", "site_accesses", "sites", "constraints", "areas_street", "areas_district")
    draw([spatial[n] for n in order if n in spatial], extent, os.path.join(folder, "map.png"))
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    code = main(sys.argv[1], sys.argv[2])
    application.exitQgis()
    sys.exit(code)
