using CivicLoop.Domain;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Tests.Domain.Appraisal;

/// <summary>A year and its parts with usual numbers, for rules.</summary>
internal static class Appraised
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static Guid NewId() => Ids.New(Now);

    public static AppraisalYear Year { get; } = new()
    {
        Id = NewId(), Year = 2026, NameZh = "年度考核", NameEn = "Appraisal",
        BasisName = "考核办法", BasisNumber = "〔2026〕1号", BasisDay = new DateOnly(2026, 1, 10),
        CardCode = "city", Period = "2026", SelfDay = new DateOnly(2026, 12, 5),
        AppealDay = new DateOnly(2026, 12, 15), SignDay = new DateOnly(2026, 12, 20),
        MarginMilli = 2_000, ExcellentMilli = 90_000, GoodMilli = 80_000, FitMilli = 60_000,
        CommendMaxMilli = 5_000, BadYears = 2, WithinYears = 3, State = AppraisalState.Issued,
        OpenedBy = "account:office", OpenedAt = Now,
    };

    public static AppraisalTarget Figure(string code = "T1", int need = 85_000) => new()
    {
        Id = NewId(), AppraisalId = Year.Id, UnitCode = "a", Code = code, NameZh = "目标",
        NameEn = "Target", Kind = TargetKind.Figure, NodeCode = "field", NeedMilli = need,
        How = "", DueDay = new DateOnly(2026, 12, 31), PointsMilli = 10_000,
    };

    public static AppraisalTarget Deliverable(string code = "T2") => Figure(code) with
    {
        Kind = TargetKind.Deliverable, NodeCode = "", NeedMilli = null,
    };

    public static AppraisalSheet Sheet(SheetState state, string unit = "a") => new()
    {
        Id = NewId(), AppraisalId = Year.Id, UnitCode = unit, State = state,
    };

    public static AppraisalEntry Entry(EntryKind kind, int points) => new()
    {
        Id = NewId(), AppraisalId = Year.Id, UnitCode = "a", Kind = kind,
        PointsMilli = points, BasisName = "通报", BasisNumber = "第3期",
        BasisDay = new DateOnly(2026, 11, 20), Reason = "整改逾期",
        AnswerDay = new DateOnly(2026, 11, 30), EnteredBy = "account:office", EnteredAt = Now,
        State = EntryState.Open,
    };

    /// <summary>A unit that reached so much of a hundred.</summary>
    public static FinalInput Reached(
        string unit, int? milli, StandingStatus standing = StandingStatus.Clear,
        params AppraisalEntry[] entries) => new(
        Sheet(SheetState.Signed, unit),
        [new FinalPart(unit, NewId(), "T1", 100_000, milli, milli)], entries, standing,
        []);
}
