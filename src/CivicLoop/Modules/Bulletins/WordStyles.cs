using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Type and page of official paper. Offices own the faces the standard names; where one is
/// missing, the names beside it are taken.</summary>
internal static class WordStyles
{
    public const string Title = "Title";
    public const string Facts = "Facts";
    public const string Heading = "Heading1";
    public const string Body = "BodyText";
    public const string Table = "TableText";
    public const string TableHead = "TableHead";
    public const string Drawn = "Drawn";
    public const string Link = "Hyperlink";

    private const string Song = "方正小标宋简体";
    private const string FangSong = "仿宋_GB2312";
    private const string Hei = "黑体";
    private const string Latin = "Times New Roman";

    // Styles that Word does not bring itself.
    private static readonly string[] Own = [Facts, Table, TableHead, Drawn];

    // Twentieths of a point: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm (GB/T 9704, 5.2).
    private const uint PageWidth = 11906;
    private const uint PageHeight = 16838;
    private const int Top = 2098;
    private const uint Left = 1587;
    private const uint Right = 1474;
    private const int Bottom = 1984;

    /// <summary>Width of the text in twentieths of a point.</summary>
    public const int TextWidth = (int)(PageWidth - Left - Right);

    // 22 lines a page: 225 mm ÷ 22 = 29 pt.
    private const string LineHeight = "580";

    // Half points: 二号, 三号, 四号, and 小四号 for tables.
    private const string SizeTitle = "44";
    private const string SizeBody = "32";
    private const string SizePageNumber = "28";
    private const string SizeTable = "24";

    public static void AddTo(MainDocumentPart main)
    {
        main.AddNewPart<StyleDefinitionsPart>().Styles = new Styles(
            new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    Faces(FangSong), new FontSize { Val = SizeBody },
                    new Languages { Val = "en-US", EastAsia = "zh-CN" })),
                new ParagraphPropertiesDefault()),
            new Style(new StyleName { Val = "Normal" })
            {
                Type = StyleValues.Paragraph, StyleId = "Normal", Default = true,
            },
            Of(Title, "Title", Song, SizeTitle, JustificationValues.Center, after: "240"),
            Of(Facts, "Facts", FangSong, SizeBody, JustificationValues.Center, after: "240"),
            Of(Heading, "heading 1", Hei, SizeBody, JustificationValues.Both, outline: 0),
            Of(Body, "Body Text", FangSong, SizeBody, JustificationValues.Both, isIndented: true),
            Of(Table, "Table Text", FangSong, SizeTable, JustificationValues.Center, isTight: true),
            Of(TableHead, "Table Head", Hei, SizeTable, JustificationValues.Center, isTight: true),
            Of(Drawn, "Drawn", FangSong, SizeTable, JustificationValues.Center, isTight: true),
            new Style(
                new StyleName { Val = "Hyperlink" },
                new StyleRunProperties(
                    new Color { Val = "0B4F8A" },
                    new Underline { Val = UnderlineValues.Single }))
            {
                Type = StyleValues.Character, StyleId = Link,
            });
        main.AddNewPart<FontTablePart>().Fonts = new Fonts(
            Face(Song, "FZXiaoBiaoSong-B05S;SimSun;Noto Serif CJK SC"),
            Face(FangSong, "FangSong;STFangsong;Noto Serif CJK SC"),
            Face(Hei, "SimHei;STHeiti;Noto Sans CJK SC"));
        main.AddNewPart<DocumentSettingsPart>().Settings = new Settings(
            new EvenAndOddHeaders());
    }

    /// <summary>The page, with its number at the outer edge between dashes (7.5 of the standard).
    /// </summary>
    public static SectionProperties Page(MainDocumentPart main) => new(
        Footer(main, HeaderFooterValues.Default, JustificationValues.Right),
        Footer(main, HeaderFooterValues.Even, JustificationValues.Left),
        new PageSize { Width = PageWidth, Height = PageHeight },
        new PageMargin
        {
            Top = Top, Right = Right, Bottom = Bottom, Left = Left, Header = 851U,
            Footer = 1417U, Gutter = 0U,
        });

    /// <summary>A table with lines.</summary>
    public static TableProperties Ruled() => new(
        new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa },
        new TableBorders(
            new TopBorder { Val = BorderValues.Single, Size = 8U },
            new LeftBorder { Val = BorderValues.Single, Size = 4U },
            new BottomBorder { Val = BorderValues.Single, Size = 8U },
            new RightBorder { Val = BorderValues.Single, Size = 4U },
            new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4U },
            new InsideVerticalBorder { Val = BorderValues.Single, Size = 4U }));

    /// <summary>A table without.</summary>
    public static TableProperties Bare() => new(
        new TableWidth { Width = $"{TextWidth}", Type = TableWidthUnitValues.Dxa });

    private static FooterReference Footer(
        MainDocumentPart main, HeaderFooterValues on, JustificationValues side)
    {
        var part = main.AddNewPart<FooterPart>();
        RunProperties Type() => new(Faces("宋体"), new FontSize { Val = SizePageNumber });
        part.Footer = new Footer(new Paragraph(
            new ParagraphProperties(
                // One character free at the edge.
                new Indentation { Left = "280", Right = "280" },
                new Justification { Val = side }),
            new Run(Type(), new Text("— ") { Space = SpaceProcessingModeValues.Preserve }),
            new SimpleField(new Run(Type(), new Text("1"))) { Instruction = "PAGE" },
            new Run(Type(), new Text(" —") { Space = SpaceProcessingModeValues.Preserve })));
        return new FooterReference { Type = on, Id = main.GetIdOfPart(part) };
    }

    private static Style Of(
        string id, string name, string face, string size, JustificationValues side,
        bool isTight = false, bool isIndented = false, int? outline = null, string after = "0")
    {
        var spacing = isTight
            ? new SpacingBetweenLines { Before = "40", After = "40" }
            : new SpacingBetweenLines
            {
                After = after, Line = LineHeight, LineRule = LineSpacingRuleValues.Exact,
            };
        var paragraph = new StyleParagraphProperties();
        if (outline is not null)
        {
            paragraph.Append(new KeepNext());
        }

        paragraph.Append(spacing);
        if (isIndented || outline is not null)
        {
            // Two characters, as every paragraph begins.
            paragraph.Append(new Indentation { FirstLine = "640", FirstLineChars = 200 });
        }

        paragraph.Append(new Justification { Val = side });
        if (outline is { } level)
        {
            paragraph.Append(new OutlineLevel { Val = level });
        }

        return new Style(
            new StyleName { Val = name }, new BasedOn { Val = "Normal" },
            paragraph,
            new StyleRunProperties(Faces(face), new FontSize { Val = size }))
        {
            Type = StyleValues.Paragraph, StyleId = id, CustomStyle = Own.Contains(id),
        };
    }

    private static RunFonts Faces(string face) => new()
    {
        Ascii = Latin, HighAnsi = Latin, EastAsia = face, ComplexScript = Latin,
    };

    private static Font Face(string name, string others) => new(
        new AltName { Val = others },
        new FontCharSet { Val = "86" },
        new FontFamily { Val = FontFamilyValues.Auto })
    {
        Name = name,
    };
}
