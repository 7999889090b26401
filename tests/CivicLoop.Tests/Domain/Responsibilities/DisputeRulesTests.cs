using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Tests.City;
using static CivicLoop.Tests.Domain.Responsibilities.SampleDuties;

namespace CivicLoop.Tests.Domain.Responsibilities;

public sealed class DisputeRulesTests
{
    private static readonly DisputeVoice Office = Voice(TestPack.SupervisionCentre);

    private static readonly DisputeRuling Ruling =
        new(TestPack.Department, "按三定方案", "裁定书", "2026-1", Day);

    private static DutyDispute Claimed => DisputeRules.Claim(new DutyDispute
    {
        Id = Ids.New(TestCity.Start), SubjectKind = Clean.Kind, EditionCode = Clean.EditionCode,
        SubjectCode = Clean.Code, Role = DutyRole.LeadDepartment, ClaimOrg = TestPack.Water,
        ClaimHolder = TestPack.Department, ClaimText = "不归我们", ClaimedBy = "account:water",
        ClaimedAt = TestCity.Start, State = DisputeState.Claimed, SearchText = "",
    }).Value;

    [Fact]
    public void Only_a_duty_that_one_alone_should_have_is_disputed_and_with_words()
    {
        Assert.Equal(
            ProblemCode.DutyRoleMisfit,
            DisputeRules.Claim(Claimed with { Role = DutyRole.SupportingUnit }).Problem!.Code);
        Assert.Equal("text", DisputeRules.Claim(Claimed with { ClaimText = "" }).Problem!.Field);
    }

    [Fact]
    public void The_side_the_claim_names_answers_once_and_the_claimant_never()
    {
        Assert.Equal(
            ProblemCode.OutsideScope, Counter(Claimed, Voice(TestPack.Water)).Problem!.Code);
        Assert.Equal(
            ProblemCode.OutsideScope, Counter(Claimed, Voice("t-west")).Problem!.Code);
        var answered = Counter(Claimed, Voice(TestPack.Department)).Value;
        Assert.Equal(DisputeState.Countered, answered.State);
        Assert.Equal(
            ProblemCode.DisputeDecided,
            Counter(answered, Voice(TestPack.Department)).Problem!.Code);
    }

    [Fact]
    public void Whoever_answers_at_present_may_speak_too() =>
        Assert.Null(DisputeRules.Counter(
            Claimed, "t-west", "归我们", Voice("t-west"), ["t-west"]).Problem);

    [Fact]
    public void A_ruling_makes_the_duty_and_ends_what_stood_against_it()
    {
        var old = Lead(Clean, TestPack.Water);
        var later = Lead(Clean, "t-west") with { FromDay = Day.AddDays(9) };
        var elsewhere = Lead(Clean, TestPack.Water, TestPack.West);
        var effect = DisputeRules.Rule(
            Claimed, Ruling, Office, [old, later, elsewhere], Ids.New(TestCity.Start), Day).Value;
        Assert.Equal(DisputeState.Ruled, effect.Ruled.State);
        Assert.Equal(effect.Made.Id, effect.Ruled.DutyId);
        Assert.Equal(Day.AddDays(-1), Assert.Single(effect.Ended).ToDay);
        Assert.Equal(later, Assert.Single(effect.Removed));
        var book = Book([.. effect.Ended, effect.Made]);
        Assert.Equal(
            TestPack.Department, Assert.Single(book.Answer(Clean, null).Leads).HolderCode);
    }

    [Fact]
    public void No_side_of_a_dispute_rules_on_it()
    {
        var answered = Counter(Claimed, Voice(TestPack.Department)).Value;
        foreach (var side in new[] { TestPack.Water, TestPack.Department, "t-east" })
        {
            Assert.Equal(
                ProblemCode.RuledByParty,
                Rule(answered with { CounterHolder = "t-east" }, Ruling, Voice(side)).Code);
        }
    }

    [Fact]
    public void A_ruling_has_a_reason_a_document_and_no_day_of_the_past()
    {
        Assert.Equal("reason", Rule(Claimed, Ruling with { Reason = " " }, Office).Field);
        Assert.Equal("basisName", Rule(Claimed, Ruling with { BasisName = "" }, Office).Field);
        Assert.Equal(
            ProblemCode.DutyDayPast,
            Rule(Claimed, Ruling with { From = Day.AddDays(-1) }, Office).Code);
    }

    [Fact]
    public void What_is_decided_stays_decided()
    {
        var taken = DisputeRules.Withdraw(Claimed, Voice(TestPack.Water)).Value;
        Assert.Equal(DisputeState.Withdrawn, taken.State);
        Assert.Equal(ProblemCode.DisputeDecided, Rule(taken, Ruling, Office).Code);
        Assert.Equal(
            ProblemCode.OutsideScope,
            DisputeRules.Withdraw(Claimed, Voice(TestPack.Department)).Problem!.Code);
    }

    private static Problem Rule(DutyDispute dispute, DisputeRuling ruling, DisputeVoice voice) =>
        DisputeRules.Rule(dispute, ruling, voice, [], Ids.New(TestCity.Start), Day).Problem!;

    private static Outcome<DutyDispute> Counter(DutyDispute dispute, DisputeVoice voice) =>
        DisputeRules.Counter(dispute, TestPack.Water, "也不归我们", voice, []);

    private static DisputeVoice Voice(string organization) =>
        new($"account:{organization}", organization, TestCity.Start);
}
