using System.Globalization;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Drawings of a Word file: a column chart of its own kind (ISO/IEC 29500, DrawingML) and
/// pictures.</summary>
internal static class WordChart
{
    // English metric units: 360,000 a centimetre.
    private const long Centimetre = 360_000;

    private const long ChartWidth = 15 * Centimetre;
    private const long ChartHeight = 7 * Centimetre;

    // Two beside each other on a text 15.6 cm wide.
    private const long PictureWidth = 7 * Centimetre;

    private static readonly XNamespace C =
        "http://schemas.openxmlformats.org/drawingml/2006/chart";

    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";

    private static readonly XNamespace P =
        "http://schemas.openxmlformats.org/drawingml/2006/picture";

    private static readonly XNamespace R =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly XNamespace W =
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private static readonly XNamespace At =
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

    /// <summary>The chart's own part, to be read once.</summary>
    public static Stream Open(string name, IReadOnlyList<(string Name, long Value)> bars)
    {
        var series = new XElement(
            C + "ser", Val("idx", 0), Val("order", 0),
            new XElement(C + "tx", new XElement(C + "v", name)),
            new XElement(
                C + "spPr", new XElement(
                    A + "solidFill", new XElement(
                        A + "srgbClr", new XAttribute("val", "0B4F8A")))),
            Val("invertIfNegative", 0),
            new XElement(
                C + "dLbls", Val("showLegendKey", 0), Val("showVal", 1), Val("showCatName", 0),
                Val("showSerName", 0), Val("showPercent", 0), Val("showBubbleSize", 0)),
            new XElement(C + "cat", new XElement(
                C + "strLit", Val("ptCount", bars.Count),
                bars.Select((bar, i) => Point(i, bar.Name)))),
            new XElement(C + "val", new XElement(
                C + "numLit", new XElement(C + "formatCode", "General"),
                Val("ptCount", bars.Count),
                bars.Select((bar, i) => Point(
                    i, bar.Value.ToString(CultureInfo.InvariantCulture))))));
        var space = new XElement(
            C + "chartSpace", new XAttribute(XNamespace.Xmlns + "c", C.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "a", A.NamespaceName),
            new XElement(
                C + "chart", Val("autoTitleDeleted", 1),
                new XElement(
                    C + "plotArea", new XElement(C + "layout"),
                    new XElement(
                        C + "barChart", Val("barDir", "col"), Val("grouping", "clustered"),
                        Val("varyColors", 0), series, Val("gapWidth", 60), Val("axId", 1),
                        Val("axId", 2)),
                    Axis("catAx", 1, 2, "b"), Axis("valAx", 2, 1, "l")),
                Val("plotVisOnly", 1)));
        return new MemoryStream(Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{space}"));
    }

    /// <summary>Places a chart in the text.</summary>
    public static Drawing Drawing(string part, uint n, string name) => Inline(
        n, name, ChartWidth, ChartHeight, C.NamespaceName,
        new XElement(
            C + "chart", new XAttribute(XNamespace.Xmlns + "c", C.NamespaceName),
            new XAttribute(R + "id", part)));

    /// <summary>Places a picture in the text, in the shape it has.</summary>
    public static Drawing Picture(string part, uint n, WordPicture picture)
    {
        var height = PictureWidth * picture.Height / Math.Max(1, picture.Width);
        return Inline(
            n, picture.Words, PictureWidth, height, P.NamespaceName,
            new XElement(
                P + "pic", new XAttribute(XNamespace.Xmlns + "pic", P.NamespaceName),
                new XElement(P + "nvPicPr", Name(P + "cNvPr", n, picture.Words),
                    new XElement(P + "cNvPicPr")),
                new XElement(
                    P + "blipFill",
                    new XElement(A + "blip", new XAttribute(R + "embed", part)),
                    new XElement(A + "stretch", new XElement(A + "fillRect"))),
                new XElement(
                    P + "spPr",
                    new XElement(
                        A + "xfrm",
                        new XElement(
                            A + "off", new XAttribute("x", 0), new XAttribute("y", 0)),
                        Size(A + "ext", PictureWidth, height)),
                    new XElement(
                        A + "prstGeom", new XAttribute("prst", "rect"),
                        new XElement(A + "avLst")))));
    }

    private static Drawing Inline(
        uint n, string name, long width, long height, string kind, XElement content) => new(
        new XElement(
            W + "drawing", new XAttribute(XNamespace.Xmlns + "w", W.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "wp", At.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "a", A.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "r", R.NamespaceName),
            new XElement(
                At + "inline", Size(At + "extent", width, height), Name(At + "docPr", n, name),
                new XElement(
                    A + "graphic",
                    new XElement(A + "graphicData", new XAttribute("uri", kind), content))))
            .ToString(SaveOptions.DisableFormatting));

    private static XElement Axis(string kind, int id, int cross, string side) => new(
        C + kind, Val("axId", id),
        new XElement(C + "scaling", Val("orientation", "minMax")), Val("delete", 0),
        Val("axPos", side), Val("majorTickMark", "none"), Val("minorTickMark", "none"),
        Val("tickLblPos", "nextTo"), Val("crossAx", cross));

    private static XElement Point(int n, string value) => new(
        C + "pt", new XAttribute("idx", n), new XElement(C + "v", value));

    private static XElement Val(string name, object value) =>
        new(C + name, new XAttribute("val", value));

    private static XElement Size(XName name, long width, long height) =>
        new(name, new XAttribute("cx", width), new XAttribute("cy", height));

    private static XElement Name(XName name, uint n, string words) => new(
        name, new XAttribute("id", n), new XAttribute("name", words),
        new XAttribute("descr", words));
}
