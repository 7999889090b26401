using System.Globalization;
using CivicLoop.Domain.WhatIf;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.WhatIf;

/// <summary>Names the resource files with the words of the page.</summary>
internal sealed class WhatIfTexts;

/// <summary>How measures and changes are written, the same on the page and in files.</summary>
internal sealed class WhatIfWords(
    ModuleTexts<WhatIfTexts> words, ReaderTexts texts, CityHolder city)
{
    private const string None = "—";

    /// <summary>A value of a measure: per cent, hours or cases.</summary>
    public static string Value(WhatIfMeasure measure, double? value) => value is not { } some
        ? None
        : measure switch
        {
            WhatIfMeasure.OnTime => Write(some * 100, "0.0") + "%",
            WhatIfMeasure.Left => Write(some, "0.#"),
            WhatIfMeasure.WaitMiddle or WhatIfMeasure.WaitLong or WhatIfMeasure.DoneMiddle
                or WhatIfMeasure.DoneLong => Write(some, "0.0"),
        };

    /// <summary>For programs; empty where there is none.</summary>
    public static string Plain(double? value) => value is { } some ? Write(some, "0.####") : "";

    /// <summary>What the change makes of a measure, with between what most runs lie.</summary>
    public string Change(ComparedMeasure one) => one.Change is not { } change ? None
        : !change.IsClear ? words["NoClear"]
        : words[
            one.Measure == WhatIfMeasure.OnTime ? "Change.Points"
                : one.Measure == WhatIfMeasure.Left ? "Change.Cases" : "Change.Hours",
            Signed(one.Measure, change.Mean), Signed(one.Measure, change.Low),
            Signed(one.Measure, change.High)];

    public string Of(StaffChange one) => words[
        one.IsTotal ? "Said.StaffTo" : "Said.StaffBy", Unit(one.Unit),
        one.IsTotal ? Write(one.Count, "0") : Write(one.Count, "+0;-0;0")];

    public string Of(LimitChange one) => words[
        "Said.Limit", Class(one.ClassCode), one.ConditionN, Write((double)one.Limit.Amount, "0.##"),
        texts.Of(one.Limit.Kind)];

    public string Of(RouteChange one) => words[
        "Said.Route",
        city.Current.Catalogue.Find(one.ClassPrefix) is null
            ? words["Said.Classes", one.ClassPrefix] : Class(one.ClassPrefix),
        CaseNames.Area(city.Current, texts, one.Area) ?? words["WholeCity"], Unit(one.Unit)];

    public string Unit(string code) => CaseNames.Organization(city.Current, texts, code);

    public string Class(string code) => CaseNames.Class(city.Current, texts, code);

    /// <summary>Hands as learned, with how sure that is.</summary>
    public string Hands(HandsLearned one) => one.IsAssumed ? words["Hands.Assumed", one.Count]
        : one.IsNeverShort ? words["Hands.Spare", one.Count]
        : one.Low == one.High ? Write(one.Count, "0")
        : words["Hands.Range", one.Count, one.Low, one.High];

    private static string Signed(WhatIfMeasure measure, double value) => Write(
        measure == WhatIfMeasure.OnTime ? value * 100 : value, "+0.0;-0.0;0.0");

    private static string Write(double value, string form) =>
        value.ToString(form, CultureInfo.InvariantCulture);
}
