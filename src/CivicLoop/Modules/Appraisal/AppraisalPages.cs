using System.Globalization;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Addresses of the appraisal's pages.</summary>
internal static class AppraisalPages
{
    public const string Here = "/console/appraisal";

    public static string Year(int year) =>
        string.Create(CultureInfo.InvariantCulture, $"{Here}/{year}");

    public static string Sheet(int year, string unit) =>
        $"{Year(year)}/units/{Uri.EscapeDataString(unit)}";

    public static string Target(int year, string unit, string code) =>
        $"{Sheet(year, unit)}/{Uri.EscapeDataString(code)}";

    public static string List(int year) => $"{Year(year)}/list";
}
