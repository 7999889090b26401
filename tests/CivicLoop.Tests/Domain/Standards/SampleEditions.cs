using CivicLoop.Domain.Standards;

namespace CivicLoop.Tests.Domain.Standards;

/// <summary>A small edition: one criterion, measured on one kind of site.</summary>
internal static class SampleEditions
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static EditionBody Draft(string code = "e-1") => new()
    {
        Edition = new Edition
        {
            Code = code, Subject = EditionSubject.City, NameZh = "版本", NameEn = "Edition",
            SourceZh = "", SourceEn = "", IsSample = false, State = EditionState.Draft,
            MadeAt = Now,
        },
        Items = [new(code, "A", 1, "管理", "Management")],
        Contents = [new(code, "A.1", "A", 2, "街道", "Streets")],
        Criteria = [new(code, "A.1.1", "A.1", 3, "整洁", "Clean", "城管局", "City management")],
        Measures =
        [
            new(
                code, "A.1.1.1", "A.1.1", 4, MeasureMethod.Field, "S01",
                new CountRule(CountRuleKind.Ratio, 1000), 10_000, "实地", "On site"),
        ],
        SiteKinds = [new(code, "S01", 5, "街道", "Street", "城管局", "City management", "G01")],
        CheckItems =
        [
            new(
                code, "G01", null, 6, new CountRule(CountRuleKind.Instances), 2000, "无垃圾",
                "No litter"),
            new(
                code, "S0101", "S01", 7, new CountRule(CountRuleKind.YesNo), 4000, "有标识",
                "Sign"),
        ],
        Weights =
        [
            new(code, 1, WeightPart.Year, 1000), new(code, 1, WeightPart.Field, 700),
            new(code, 1, WeightPart.Survey, 300),
        ],
    };
}
