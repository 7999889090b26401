using System.Globalization;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Names the resource files with the words of the dashboards.</summary>
internal sealed class DashboardTexts;

/// <summary>How numbers and scopes of a dashboard are written, the same on pages and in files.
/// </summary>
internal sealed class DashboardWords(
    ModuleTexts<DashboardTexts> words, ReaderTexts texts, CityHolder city)
{
    /// <summary>A share of 1 in per cent: <c>93.7%</c>; a dash where there is none.</summary>
    public static string Percent(double? share) => share is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0}%")
        : "—";

    /// <summary>A rate with as many places as say something.</summary>
    public static string Rate(double? rate) => rate is { } value
        ? value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)
        : "—";

    /// <summary>A published share of the points, of 100.</summary>
    public static string Score(int? milli) => milli is { } value
        ? (value / 1000.0).ToString("0.00", CultureInfo.InvariantCulture)
        : "—";

    /// <summary>For programs; empty where there is none.</summary>
    public static string Plain(double? value) =>
        value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    public string Of(DashboardScope scope) => (scope.Area, scope.Line) switch
    {
        (null, null) => words["Scope.City"],
        ({ } area, null) => Area(area),
        (null, { } line) => Line(line),
        ({ } area, { } line) => $"{Line(line)} × {Area(area)}",
    };

    public string Area(string code) => CaseNames.Area(city.Current, texts, code) ?? code;

    public string Line(string code) => code.Length == 0
        ? words["Scope.NoLine"]
        : CaseNames.Organization(city.Current, texts, code);

    /// <summary>Why a week is more than noise.</summary>
    public string Why(ControlPoint point) => string.Join(
        words["Signal.And"],
        point.Signals.Select(one =>
            words[$"Signal.{one}.{(point.IsAbove ? "Above" : "Below")}"]));
}
