using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CivicLoop.Tests.Http.Bulletins;

/// <summary>The Word file of a bulletin, read back.</summary>
public sealed class BulletinWordTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task It_is_valid_and_holds_tables_a_chart_pictures_and_linked_figures(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ClosedWithPicturesAsync();
        await city.OverdueAsync();
        var begun = await city.BegunAsync();
        using var answer = await city.SeeAsync(
            $"/api/v1/bulletins/{begun.GetProperty("id").GetGuid()}/word", "office");
        Assert.Equal(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            answer.Content.Headers.ContentType?.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (Environment.GetEnvironmentVariable("CIVICLOOP_KEEP_WORD") is { Length: > 0 } path)
        {
            await File.WriteAllBytesAsync(path, bytes);
        }

        using var file = WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Equal(
            [],
            new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file)
                .Select(fault => $"{fault.Path?.XPath} {fault.Description}"));
        var main = file.MainDocumentPart!;
        var body = main.Document!.Body!;
        // Figures, districts, departments, trend, overdue, and the frame of the pictures.
        Assert.Equal(6, body.Elements<Table>().Count());
        Assert.Equal(2, main.ImageParts.Count());
        Assert.Single(main.ChartParts);
        Assert.Equal(
            7, body.Descendants<ParagraphStyleId>().Count(style => style.Val == "Heading1"));
        var links = main.HyperlinkRelationships.Select(link => link.Uri.ToString()).ToList();
        var figures = BulletinCity.Block(begun, "Figures").GetProperty("rows")[0];
        Assert.All(
            figures.GetProperty("figures").EnumerateArray(),
            figure => Assert.Contains(
                links, link => link.EndsWith(
                    figure.GetProperty("link").GetString()!, StringComparison.Ordinal)));
        Assert.Equal(2098, body.Descendants<PageMargin>().Single().Top?.Value);
    }
}
