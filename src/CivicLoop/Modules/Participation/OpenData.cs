using System.Text.Json;
using System.Xml;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using CsvHelper;

namespace CivicLoop.Modules.Participation;

/// <summary>The public cases for other programs, with the filters of the list: as CSV and GeoJSON
/// to the last one, and the newest as an Atom feed. Written while they are read.</summary>
internal static class OpenData
{
    // Little enough to hold, much enough that writing is not the slow part.
    private const int FlushRows = 500;

    // A feed is asked for again and again; older entries are in the list.
    private const int FeedRows = 50;

    private const string Json = "application/geo+json";
    private const string Feed = "application/atom+xml; charset=utf-8";
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string GeoRss = "http://www.georss.org/georss";

    public static void MapOpenData(this WebApplication app)
    {
        app.MapGet("/cases.csv", CsvAsync).ExcludeFromDescription();
        app.MapGet("/cases.geojson", GeoJsonAsync).ExcludeFromDescription();
        app.MapGet("/cases.atom", AtomAsync).ExcludeFromDescription();
    }

    private static Task<IResult> CsvAsync(
        HttpContext http, [AsParameters] PublicQuery query, [AsParameters] OpenServices from) =>
        AnswerAsync(http, query, from, "text/csv; charset=utf-8", "cases.csv", async (filter, at) =>
        {
            // The writer waits for what it writes to when its buffer is full; a server must never
            // be waited for. So it writes to memory, which is sent and emptied.
            using var memory = new MemoryStream();
            await using var csv = CsvWriter.Create(
                memory,
                new CsvWriterOptions
                {
                    WriteByteOrderMark = true, Injection = CsvInjection.Escape,
                },
                leaveOpen: true);
            csv.WriteHeader([.. OpenColumns.All.Select(column => column.Name)]);
            var count = 0;
            await foreach (var row in from.Rows.ReadAsync(filter, null, http.RequestAborted))
            {
                foreach (var column in OpenColumns.All)
                {
                    csv.WriteField(OpenColumns.Text(column.Value(row, at)));
                }

                csv.EndRecord();
                if (++count % FlushRows == 0)
                {
                    await SendAsync(csv, memory, http);
                }
            }

            await SendAsync(csv, memory, http);
        });

    private static async Task SendAsync(CsvWriter csv, MemoryStream memory, HttpContext http)
    {
        await csv.FlushAsync(http.RequestAborted);
        memory.Position = 0;
        await memory.CopyToAsync(http.Response.Body, http.RequestAborted);
        memory.SetLength(0);
    }

    private static Task<IResult> GeoJsonAsync(
        HttpContext http, [AsParameters] PublicQuery query, [AsParameters] OpenServices from) =>
        AnswerAsync(http, query, from, Json, "cases.geojson", async (filter, at) =>
        {
            var body = http.Response.BodyWriter;
            await using var json = new Utf8JsonWriter(body);
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("licence", at.Options.Licence);
            json.WriteString("licence_url", at.Options.LicenceAddress);
            json.WriteStartArray("features");
            var count = 0;
            await foreach (var row in from.Rows.ReadAsync(filter, null, http.RequestAborted))
            {
                WriteFeature(json, row, at);
                if (++count % FlushRows == 0)
                {
                    await json.FlushAsync(http.RequestAborted);
                    await body.FlushAsync(http.RequestAborted);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void WriteFeature(Utf8JsonWriter json, OpenRow row, OpenContext at)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WritePropertyName("geometry");
        if (row.Case is { Lon: { } lon, Lat: { } lat })
        {
            json.WriteStartObject();
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(lon);
            json.WriteNumberValue(lat);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartObject("properties");
        foreach (var column in OpenColumns.All)
        {
            json.WritePropertyName(column.Name);
            JsonSerializer.Serialize(json, column.Value(row, at), ApiAnswers.Json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Task<IResult> AtomAsync(
        HttpContext http, [AsParameters] PublicQuery query, [AsParameters] OpenServices from) =>
        AnswerAsync(http, query, from, Feed, null, async (filter, at) =>
        {
            // The writer of XML waits for what it writes to; a server must never be waited for.
            using var feed = new MemoryStream();
            await using (var xml = XmlWriter.Create(
                feed, new XmlWriterSettings { Async = true, Indent = true }))
            {
                await WriteFeedAsync(xml, http, filter, at, from);
            }

            feed.Position = 0;
            await feed.CopyToAsync(http.Response.Body, http.RequestAborted);
        });

    private static async Task WriteFeedAsync(
        XmlWriter xml, HttpContext http, PublicFilter filter, OpenContext at, OpenServices from)
    {
        var model = from.City.Current;
        var rows = new List<OpenRow>();
        await foreach (var row in from.Rows.ReadAsync(filter, FeedRows, http.RequestAborted))
        {
            rows.Add(row);
        }

        var self = at.Root + "/cases.atom" + filter.Query();
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xmlns", "georss", null, GeoRss);
        xml.WriteElementString("id", Atom, self);
        xml.WriteElementString("title", Atom, FeedTitle(filter, model, at.Language));
        xml.WriteElementString(
            "updated", Atom, Stamp(rows.Count == 0
                ? from.Time.GetUtcNow() : rows.Max(row => row.Case.UpdatedAt)));
        WriteLink(xml, "self", self);
        WriteLink(xml, "alternate", at.Root + "/cases" + filter.Query());
        if (at.Options.Licence is { Length: > 0 } licence)
        {
            xml.WriteElementString("rights", Atom, licence);
        }

        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, model.Identity.Name.In(at.Language));
        xml.WriteEndElement();
        var texts = http.RequestServices.GetRequiredService<ReaderTexts>();
        foreach (var row in rows)
        {
            WriteEntry(xml, row, at, texts);
        }

        await xml.WriteEndElementAsync();
    }

    private static void WriteEntry(
        XmlWriter xml, OpenRow row, OpenContext at, ReaderTexts texts)
    {
        var name = row.Case.Class.Name?.In(at.Language) ?? row.Case.Class.Code;
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, $"urn:uuid:{row.Id}");
        xml.WriteElementString(
            "title", Atom, Plain($"{name} · {PlainWords.Place(row.Case, texts)}"));
        xml.WriteElementString("published", Atom, Stamp(row.Case.ReportedAt));
        xml.WriteElementString("updated", Atom, Stamp(row.Case.UpdatedAt));
        WriteLink(xml, "alternate", at.Root + CaseKeys.Address(row.Case.Number));
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", row.Case.Class.Code);
        xml.WriteAttributeString("label", name);
        xml.WriteEndElement();
        xml.WriteElementString(
            "summary", Atom,
            Plain($"{texts[$"PortalState.{row.Case.State}"]} {row.Case.Description}".Trim()));
        if (row.Case is { Lon: { } lon, Lat: { } lat })
        {
            xml.WriteElementString(
                "point", GeoRss, OpenColumns.Text(lat) + " " + OpenColumns.Text(lon));
        }

        xml.WriteEndElement();
    }

    /// <summary>The feed's name: the city, and what it is narrowed to.</summary>
    public static string FeedTitle(PublicFilter filter, CityModel model, string language)
    {
        var area = filter.Area is { } code ? model.Areas.Find(code)?.Name.In(language) : null;
        var @class = filter.Class is { } one ? model.Catalogue.Find(one)?.Name.In(language) : null;
        return string.Join(
            " · ", new[] { model.Identity.Name.In(language), area, @class }.OfType<string>());
    }

    private static void WriteLink(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Stamp(DateTimeOffset at) => OpenColumns.Text(at);

    // XML knows no control characters; a resident's keyboard may.
    private static string Plain(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    private static async Task<IResult> AnswerAsync(
        HttpContext http, PublicQuery query, OpenServices from, string contentType, string? file,
        Func<PublicFilter, OpenContext, Task> write)
    {
        // A feed or a download that says nothing of the state means everything.
        var asked = string.IsNullOrWhiteSpace(query.State) && file is not null
            ? query with { State = "all" }
            : query;
        if (!PublicFilter.Read(asked, from.City.Current).Try(out var filter, out var problem))
        {
            return ApiAnswers.Of(http, problem);
        }

        var at = new OpenContext(
            PublicRoot.Of(http, from.Options), RequestLanguage.Of(http), from.Portal);
        http.Response.ContentType = contentType;
        if (at.Options.LicenceAddress is { Length: > 0 } licence)
        {
            http.Response.Headers.Append("Link", $"<{licence}>; rel=\"license\"");
        }

        http.Response.Headers.Append("Link", $"<{at.Root}/open-data>; rel=\"describedby\"");
        if (file is not null)
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        }

        await write(filter, at);
        return Results.Empty;
    }
}

/// <summary>What the open data are written with.</summary>
internal sealed record OpenServices(
    OpenRows Rows, CityHolder City, CityOptions Options, PortalOptions Portal, TimeProvider Time);
