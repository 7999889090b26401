using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Intake;

/// <summary>Cases as XLSX, in the columns of the CSV file.</summary>
internal static class CaseSheet
{
    public static int Write(
        Stream target, IEnumerable<Case> rows, CityModel city, DateTimeOffset now) =>
        SheetFile.Write(
            target, CaseColumns.Names,
            rows.Select(row => (IReadOnlyList<object?>)CaseColumns.Of(row, city, now)));
}
