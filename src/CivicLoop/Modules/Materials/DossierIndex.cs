using System.Globalization;
using System.Net;
using System.Text;
using CivicLoop.Domain.Materials;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Materials;

/// <summary>目录: the table of contents of a dossier that was carried away, a page that any browser
/// opens without a network. It is Chinese, for the offices that receive it.</summary>
internal static class DossierIndex
{
    public static byte[] Of(DossierManifest manifest, CityModel city)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">")
            .Append("<title>").Append(Safe(manifest.Name)).Append("</title></head>\n<body>\n<h1>")
            .Append(Safe(manifest.Name)).Append("</h1>\n<p>").Append(Safe(manifest.City))
            .Append(" · ").Append(Safe(manifest.EditionName)).Append(" · ")
            .Append(Day(manifest.ExportedAt, city)).Append("</p>\n<ol>\n");
        foreach (var one in manifest.Materials)
        {
            Append(page, one, city);
        }

        page.Append("</ol>\n");
        if (manifest.Open.Count > 0)
        {
            page.Append("<h2>尚未签发</h2>\n<ul>\n");
            foreach (var one in manifest.Open)
            {
                page.Append("<li>").Append(Safe(one.Document)).Append(' ')
                    .Append(Safe(one.Name)).Append("</li>\n");
            }

            page.Append("</ul>\n");
        }

        return Encoding.UTF8.GetBytes(page.Append("</body></html>\n").ToString());
    }

    private static void Append(StringBuilder page, ManifestMaterial one, CityModel city)
    {
        page.Append("<li value=\"").Append(one.Position.ToString(CultureInfo.InvariantCulture))
            .Append("\"><h2>").Append(Safe(one.Document)).Append(' ').Append(Safe(one.Name))
            .Append("</h2>\n<p>").Append(Safe(one.Criterion)).Append(' ')
            .Append(Safe(one.CriterionName)).Append("。报送：").Append(Unit(one.WrittenBy, city))
            .Append("，签发：").Append(Unit(one.SignedBy, city)).Append('，')
            .Append(Day(one.SignedAt, city)).Append("</p>\n<ul>\n");
        foreach (var file in one.Files)
        {
            page.Append("<li><a href=\"")
                .Append(string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString)))
                .Append("\">").Append(Safe(file.Path.Split('/')[^1])).Append("</a></li>\n");
        }

        foreach (var reference in one.References)
        {
            page.Append("<li>引用：").Append(Safe(reference.Key)).Append(' ')
                .Append(Safe(reference.Title)).Append("</li>\n");
        }

        page.Append("</ul></li>\n");
    }

    private static string Unit(string code, CityModel city) =>
        Safe(city.Organizations.Find(code)?.NameZh ?? code);

    private static string Day(DateTimeOffset at, CityModel city) =>
        TimeZoneInfo.ConvertTime(at, city.TimeZone)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
