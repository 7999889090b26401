using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Open311;

/// <summary>A public case as a service request; nothing else of it goes out.</summary>
internal sealed class RequestView(CityModel city, Open311Ask ask, string site, bool extended)
{
    public required ILookup<Guid, PublicStep> Steps { get; init; }

    public required IReadOnlyDictionary<Guid, Open311Request> Kept { get; init; }

    /// <summary>Addresses of released pictures below the site.</summary>
    public required ILookup<Guid, string> Pictures { get; init; }

    /// <param name="row">A case that is not private.</param>
    public Element Of(Case row)
    {
        var isOut = CasePublic.WordsAreOut(row);
        var kept = Kept.GetValueOrDefault(row.Id);
        var pictures = Photos(row, kept);
        List<Element> parts =
        [
            Element.Text("service_request_id", row.Number),
            Element.Text("status", row.IsOpen ? "open" : "closed"),
            Element.Text("status_notes", Steps[row.Id].LastOrDefault()?.Description),
            Element.Text("service_name", city.Catalogue.Find(row.ClassCode) is { } service
                ? ask.Texts.Of(service.Name)
                : row.ClassCode),
            Element.Text("service_code", row.ClassCode),
            Element.Text("description", isOut ? row.Description : null),
            Element.Text("agency_responsible", Agency(row)),
            Element.Text("service_notice", null),
            Time("requested_datetime", row.ReportedAt),
            Time(
                "updated_datetime",
                row.IsOpen ? row.UpdatedAt : row.ClosedAt ?? row.UpdatedAt),
            Time("expected_datetime", row.Territory.DueAt),
            Element.Text("address", isOut ? row.Address : null),
            Element.Text("address_id", isOut ? kept?.AddressId : null),
            Element.Text("zipcode", null),
            Element.Number("lat", row.Lat),
            Element.Number("long", row.Lon),
            Element.Text("media_url", pictures.Count > 0 ? pictures[0] : null),
        ];
        if (extended)
        {
            parts.Add(Element.Group(
                "extended_attributes",
                Element.Text("channel", row.Source.ToString().ToLowerInvariant()),
                Element.List("photos", pictures.Select(
                    url => Element.Group("photo", Element.Text("media_url", url))))));
            parts.Add(Element.List("notes", Steps[row.Id].Select(Note)));
        }

        return Element.Group("request", parts);
    }

    private Element Note(PublicStep step) => Element.Group(
        "note",
        Time("datetime", step.At),
        Element.Text("type", ExtendedStatus.Of(step.Step)),
        Element.Text("summary", step.Summary),
        Element.Text("description", step.Words));

    // The city's own copies first; a link elsewhere only once staff let the pictures out.
    private List<string> Photos(Case row, Open311Request? kept)
    {
        var photos = Pictures[row.Id].Select(path => site + path).ToList();
        if (row.PicturesReleased && kept?.MediaUrl is { } link)
        {
            photos.Add(link);
        }

        return photos;
    }

    private string? Agency(Case row) =>
        city.Organizations.Find(row.UnitOrg) is { } unit ? ask.Texts.Of(unit.Name) : row.UnitOrg;

    private Element Time(string name, DateTimeOffset? at) =>
        Element.Text(name, W3cTime.Write(at, city.TimeZone));
}
