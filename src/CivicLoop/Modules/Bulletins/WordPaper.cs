using CivicLoop.Domain;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A cell of a table on paper.</summary>
/// <param name="Text">Its lines.</param>
/// <param name="Link">Where its words lead; null for nowhere.</param>
internal sealed record WordCell(string Text, string? Link = null);

/// <summary>A picture on paper.</summary>
/// <param name="Height">In pixels, as <paramref name="Width"/>: only their ratio matters.</param>
internal sealed record WordPicture(byte[] Jpeg, int Width, int Height, string Words);

/// <summary>A Word file on official paper (党政机关公文格式 GB/T 9704-2012): margins, type sizes, lines
/// of a page, page numbers.</summary>
internal sealed class WordPaper : IDisposable
{
    // A column of figures stays readable, and one of many words leaves room for the others; a
    // case's number fits in one line.
    private const int ColumnLeast = 10;
    private const int ColumnMost = 24;

    // Signs from here on are of East Asian scripts.
    private const char FirstWide = '\u2e80';

    private readonly MemoryStream stream = new();
    private readonly WordprocessingDocument file;
    private readonly MainDocumentPart main;
    private readonly Body body = new();
    private uint drawings;

    public WordPaper(string title)
    {
        file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document);
        file.PackageProperties.Title = title;
        main = file.AddMainDocumentPart();
        main.Document = new Document(body);
        WordStyles.AddTo(main);
    }

    /// <summary>A paragraph for each line of the words.</summary>
    /// <param name="style">One of <see cref="WordStyles"/>.</param>
    public void Words(string text, string style)
    {
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            body.Append(Paragraph(new WordCell(line), style));
        }
    }

    /// <summary>A table with a head that is repeated on every page.</summary>
    public void Table(
        IReadOnlyList<string> head, IEnumerable<IReadOnlyList<WordCell>> rows)
    {
        List<IReadOnlyList<WordCell>> all = [.. rows];
        var table = new Table(WordStyles.Ruled(), Grid(
        [
            .. head.Select((text, column) => Math.Clamp(
                all.Select(cells => Signs(cells[column].Text)).Append(Signs(text)).Max(),
                ColumnLeast, ColumnMost)),
        ]));
        table.Append(Row([.. head.Select(text => new WordCell(text))], isHead: true));
        foreach (var cells in all)
        {
            table.Append(Row(cells, isHead: false));
        }

        body.Append(table, new Paragraph(Styled(WordStyles.Table)));
    }

    /// <summary>Pictures beside each other, each over its words.</summary>
    public void Pictures(IReadOnlyList<WordPicture> pictures)
    {
        var table = new Table(WordStyles.Bare(), Grid([.. pictures.Select(_ => 1)]));
        table.Append(new TableRow(pictures.Select(one => new TableCell(
            new TableCellProperties(), Drawn(Place(one), withNext: true)))));
        table.Append(new TableRow(pictures.Select(one => new TableCell(
            new TableCellProperties(), Paragraph(new WordCell(one.Words), WordStyles.Table)))));
        body.Append(table, new Paragraph(Styled(WordStyles.Table)));
    }

    /// <summary>A chart Word draws itself and lets the reader change.</summary>
    public void Chart(string name, IReadOnlyList<(string Name, long Value)> bars)
    {
        var part = main.AddNewPart<ChartPart>();
        using (var xml = WordChart.Open(name, bars))
        {
            part.FeedData(xml);
        }

        body.Append(Drawn(WordChart.Drawing(main.GetIdOfPart(part), ++drawings, name)));
    }

    /// <summary>Ends the file.</summary>
    public byte[] Close()
    {
        body.Append(WordStyles.Page(main));
        main.Document!.Save();
        file.Dispose();
        return stream.ToArray();
    }

    public void Dispose()
    {
        file.Dispose();
        stream.Dispose();
    }

    private Drawing Place(WordPicture picture)
    {
        var part = main.AddImagePart(ImagePartType.Jpeg);
        using (var jpeg = new MemoryStream(picture.Jpeg))
        {
            part.FeedData(jpeg);
        }

        return WordChart.Picture(main.GetIdOfPart(part), ++drawings, picture);
    }

    private TableRow Row(IReadOnlyList<WordCell> cells, bool isHead)
    {
        var row = new TableRow(isHead
            ? new TableRowProperties(new CantSplit(), new TableHeader())
            : new TableRowProperties(new CantSplit()));
        foreach (var cell in cells)
        {
            row.Append(new TableCell(
                new TableCellProperties(new TableCellVerticalAlignment
                {
                    Val = TableVerticalAlignmentValues.Center,
                }),
                Paragraph(cell, isHead ? WordStyles.TableHead : WordStyles.Table)));
        }

        return row;
    }

    private Paragraph Paragraph(WordCell cell, string style)
    {
        var paragraph = new Paragraph(Styled(style));
        if (cell.Link is not { } link)
        {
            paragraph.Append(new Run(Lines(cell.Text)));
            return paragraph;
        }

        var relation = main.AddHyperlinkRelationship(new Uri(link), isExternal: true);
        paragraph.Append(new Hyperlink(new Run(
            [new RunProperties(new RunStyle { Val = WordStyles.Link }), .. Lines(cell.Text)]))
        {
            Id = relation.Id,
        });
        return paragraph;
    }

    private static IEnumerable<OpenXmlElement> Lines(string text) => text.Split('\n')
        .SelectMany((line, n) => (OpenXmlElement[])[
            .. n == 0 ? [] : new[] { new Break() },
            new Text(line) { Space = SpaceProcessingModeValues.Preserve }]);

    private static Paragraph Drawn(Drawing drawing, bool withNext = false)
    {
        var how = Styled(WordStyles.Drawn);
        if (withNext)
        {
            how.Append(new KeepNext());
        }

        return new Paragraph(how, new Run(drawing));
    }

    private static ParagraphProperties Styled(string style) =>
        new(new ParagraphStyleId { Val = style });

    private static TableGrid Grid(IReadOnlyList<int> widths) => new(LargestRemainder
        .Split(WordStyles.TextWidth, [.. widths.Select(one => (long)one)])
        .Select(width => new GridColumn { Width = $"{width}" }));

    // How wide words are: Chinese ones take twice the room of Latin letters.
    private static int Signs(string text) => text.Split('\n')
        .Max(line => line.Sum(sign => sign < FirstWide ? 1 : 2));
}
