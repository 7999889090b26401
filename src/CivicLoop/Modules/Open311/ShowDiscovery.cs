using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>Service discovery: where the interface is, and when its services last
/// changed.</summary>
internal sealed class ShowDiscovery(CityDatabase database, CityHolder city, CityOptions options)
{
    private const string Specification = "http://wiki.open311.org/GeoReport_v2";

    public async Task<Open311Answer> RunAsync(Open311Ask ask)
    {
        var present = city.Current;
        var changeset = W3cTime.Sortable(await ChangedAtAsync(ask.Stop));
        var site = PublicRoot.Of(ask.Http, options);
        var name = ask.Texts.Of(present.Identity.Name);
        return Element.Group(
            "discovery",
            Element.Text("changeset", changeset),
            Element.Text("contact", ask.Words["Contact", name, site]),
            Element.Text("key_service", ask.Words["KeyService", name, site]),
            Element.List("endpoints",
            [
                Element.Group(
                    "endpoint",
                    Element.Text("specification", Specification),
                    Element.Text("url", $"{site}/open311/{Open311Address.Version}"),
                    Element.Text("changeset", changeset),
                    Element.Text(
                        "type", present.Identity.Demonstration ? "test" : "production"),
                    Element.List("formats",
                    [
                        Element.Text("format", ElementWriter.XmlType),
                        Element.Text("format", ElementWriter.JsonType),
                    ])),
            ]));
    }

    // The catalogue's own journal knows when a class, a condition or a question last changed.
    private async Task<DateTimeOffset> ChangedAtAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var changed = await context.Set<CityDocument>().MaxAsync(row => row.ChangedAt, stop);
        foreach (var subject in new[] { KeepCatalogue.Subject, KeepAttributes.Subject })
        {
            var last = await context.Set<StoredEntry>().Where(row => row.SubjectId == subject)
                .OrderByDescending(row => row.N).Select(row => (DateTimeOffset?)row.At)
                .FirstOrDefaultAsync(stop);
            changed = last > changed ? last.Value : changed;
        }

        return changed;
    }
}
