using System.Text;
using System.Xml;
using CivicLoop.Domain.Bulletins;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Bulletins;

/// <summary>The newest bulletins as an Atom feed (RFC 4287).</summary>
internal static class BulletinFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    private const int Entries = 20;

    public static void MapBulletinFeed(this IEndpointRouteBuilder app) =>
        app.MapGet("/bulletins.atom", AnswerAsync).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(
        HttpContext http, BulletinLists lists, CityHolder city, CityOptions options,
        ModuleTexts<BulletinTexts> words)
    {
        var page = await lists.PageAsync(
            BulletinState.Published, withDrafts: false, null, Entries, http.RequestAborted);
        var root = PublicRoot.Of(http, options);
        var name = city.Current.Identity.Name.In(RequestLanguage.Of(http));
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings
        {
            Indent = true, OmitXmlDeclaration = true,
        }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, $"{root}/bulletins.atom");
            xml.WriteElementString("title", Atom, $"{name} · {words["Title"]}");
            xml.WriteElementString("updated", Atom, Stamp(page.Items
                .Select(one => one.PublishedAt).Max() ?? DateTimeOffset.UnixEpoch));
            Link(xml, "self", $"{root}/bulletins.atom");
            Link(xml, "alternate", $"{root}/bulletins");
            xml.WriteStartElement("author", Atom);
            xml.WriteElementString("name", Atom, name);
            xml.WriteEndElement();
            foreach (var one in page.Items)
            {
                Write(xml, one, root);
            }

            xml.WriteEndElement();
        }

        return Results.Text(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}",
            "application/atom+xml; charset=utf-8");
    }

    private static void Write(XmlWriter xml, Bulletin one, string root)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, $"urn:uuid:{one.Id}");
        xml.WriteElementString(
            "title", Atom, string.Concat(one.Title.Where(letter => !char.IsControl(letter))));
        xml.WriteElementString("published", Atom, Stamp(one.PublishedAt!.Value));
        xml.WriteElementString("updated", Atom, Stamp(one.PublishedAt!.Value));
        Link(xml, "alternate", $"{root}/bulletins/{one.Number}");
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Stamp(DateTimeOffset at) => XmlConvert.ToString(at);
}
