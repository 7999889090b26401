using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;
using CsvHelper;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>A check list as a form, with the visits it is filled in for.</summary>
/// <param name="Version">Changes whenever the check list does.</param>
internal sealed record OpenRosaForm(
    string Id, FieldSheet Sheet, string Xml, string Version, string VisitsCsv);

/// <summary>Makes forms of the check lists that a person's visits need.</summary>
internal sealed class OpenRosaForms(FieldVisits visits, CityHolder city)
{
    public const string VisitsFile = "visits.csv";

    // Enough to tell versions apart, and short in the phone's list.
    private const int VersionLetters = 10;

    public async Task<IReadOnlyList<OpenRosaForm>> AllAsync(Caller caller, CancellationToken stop)
    {
        var day = await visits.OfAsync(caller, stop);
        return [.. day.Sheets.Select(sheet => FormOf(sheet, day))];
    }

    public async Task<OpenRosaForm?> FindAsync(string id, Caller caller, CancellationToken stop) =>
        (await AllAsync(caller, stop)).FirstOrDefault(form => form.Id == id);

    /// <summary>The form's name among other programs: the edition and the kind of site.</summary>
    public static string IdOf(FieldSheet sheet) =>
        "civicloop-" + sheet.Key.Replace('/', '-');

    /// <summary>As the lists of forms write what was hashed.</summary>
    public static string Md5Of(string text) =>
        // The protocol asks for MD5; it guards against a broken download, not against anybody.
#pragma warning disable CA5351
        "md5:" + Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private OpenRosaForm FormOf(FieldSheet sheet, FieldDay day)
    {
        var id = IdOf(sheet);
        var bare = XForm.Of(sheet, id, "", city.Current.Language);
        var version = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(bare)))[..VersionLetters];
        return new OpenRosaForm(
            id, sheet, XForm.Of(sheet, id, version, city.Current.Language), version,
            CsvOf(day.Visits.Where(visit => visit.Sheet == sheet.Key)));
    }

    private string CsvOf(IEnumerable<FieldVisit> mine)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions(), leaveOpen: true))
        {
            csv.WriteHeader("name", "label", "address", "due");
            foreach (var visit in mine)
            {
                csv.WriteField($"{visit.Id}");
                csv.WriteField($"{visit.Name.In(city.Current.Language)} {visit.Site}");
                csv.WriteField(visit.Address);
                csv.WriteField(TypedDay.Show(visit.DueDay));
                csv.EndRecord();
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
