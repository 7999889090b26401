using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Bulletins;

/// <summary>Who answers a letter, who judges the answer, and when a reminder becomes an order.
/// </summary>
public sealed class LetterRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly Caller Office = Caller("office", Permission.LetterIssue);
    private static readonly Caller Unit = Caller(
        "unit", Permission.LetterAnswer, Permission.LetterIssue);

    [Fact]
    public void The_unit_answers_with_evidence_and_somebody_else_judges()
    {
        var answer = new LetterAction(LetterCommand.Answer, "已办结", "案件 1");
        Assert.Equal(
            ProblemCode.NotPermitted,
            LetterWorkflow.Decide(Letter(), answer, Office, Now).Problem?.Code);
        Assert.Equal(
            ProblemCode.LetterOfOthers,
            LetterWorkflow.Decide(
                Letter(), answer, Caller("other", Permission.LetterAnswer), Now).Problem?.Code);
        Assert.Equal(
            "evidence",
            LetterWorkflow.Decide(
                Letter(), answer with { Evidence = " " }, Unit, Now).Problem?.Field);
        var (answered, step) = LetterWorkflow.Decide(Letter(), answer, Unit, Now).Value;
        Assert.Equal(LetterState.Answered, answered.State);
        Assert.Equal(("已办结", "案件 1", 2), (step.Words, step.Evidence, step.N));

        var accept = new LetterAction(LetterCommand.Accept);
        Assert.Equal(
            ProblemCode.LetterJudgedByUnit,
            LetterWorkflow.Decide(answered, accept, Unit, Now).Problem?.Code);
        var settled = LetterWorkflow.Decide(answered, accept, Office, Now).Value.After;
        Assert.Equal((LetterState.Accepted, Now), (settled.State, settled.EndedAt));
        Assert.Empty(LetterWorkflow.Open(settled, Office, Now));
    }

    [Fact]
    public void A_returned_answer_gets_a_new_limit_with_a_reason()
    {
        var answered = Letter() with { State = LetterState.Answered };
        var back = new LetterAction(LetterCommand.Return, "照片不清", DueAt: Now.AddDays(2));
        Assert.Equal(
            "text", LetterWorkflow.Decide(
                answered, back with { Words = null }, Office, Now).Problem?.Field);
        Assert.Equal(
            ProblemCode.LetterDuePast, LetterWorkflow.Decide(
                answered, back with { DueAt = null }, Office, Now).Problem?.Code);
        var returned = LetterWorkflow.Decide(answered, back, Office, Now).Value.After;
        Assert.Equal((LetterState.Returned, Now.AddDays(2)), (returned.State, returned.DueAt));
        Assert.True(returned.IsOverdue(Now.AddDays(3)));
    }

    [Fact]
    public void Only_an_overdue_reminder_becomes_an_order()
    {
        var escalate = new LetterAction(LetterCommand.Escalate, "2026-1");
        var late = Letter().DueAt.AddHours(1);
        Assert.Equal(
            ProblemCode.LetterNotOverdue,
            LetterWorkflow.Decide(Letter(), escalate, Office, Now).Problem?.Code);
        Assert.Equal(
            ProblemCode.LetterNotOverdue,
            LetterWorkflow.Decide(
                Letter() with { Kind = LetterKind.SupervisionOrder }, escalate, Office, late)
                .Problem?.Code);
        Assert.Contains(LetterCommand.Escalate, LetterWorkflow.Open(Letter(), Office, late));
        Assert.Equal(
            LetterState.Escalated,
            LetterWorkflow.Decide(Letter(), escalate, Office, late).Value.After.State);
    }

    [Fact]
    public void More_time_ends_after_the_present_limit()
    {
        var letter = Letter();
        var extend = new LetterAction(LetterCommand.Extend, "等材料", DueAt: letter.DueAt);
        Assert.Equal(
            ProblemCode.LetterDuePast,
            LetterWorkflow.Decide(letter, extend, Office, Now).Problem?.Code);
        var later = LetterWorkflow.Decide(
            letter, extend with { DueAt = letter.DueAt.AddDays(1) }, Office, Now).Value.After;
        Assert.Equal(
            (LetterState.Sent, letter.DueAt.AddDays(1)), (later.State, later.DueAt));
    }

    [Fact]
    public void A_letter_needs_a_basis_and_another_body_to_go_to()
    {
        Assert.Null(LetterWorkflow.RefuseNew(Letter(), Office));
        Assert.Equal(
            ProblemCode.NotPermitted,
            LetterWorkflow.RefuseNew(Letter(), Caller("c"))?.Code);
        Assert.Equal(
            ProblemCode.LetterToOneself, LetterWorkflow.RefuseNew(Letter(), Unit)?.Code);
        Assert.Equal(
            "basisName",
            LetterWorkflow.RefuseNew(Letter() with { BasisName = "" }, Office)?.Field);
        Assert.Equal(
            ProblemCode.LetterDuePast,
            LetterWorkflow.RefuseNew(Letter() with { DueAt = Now }, Office)?.Code);
    }

    private static Caller Caller(string organization, params Permission[] permissions) => new(
        $"account:{organization}", organization, $"/{organization}/",
        [.. permissions.Select(one => new Grant(one, Scope.City))]);

    private static Letter Letter() => new()
    {
        Id = Guid.Empty, Kind = LetterKind.Reminder, Number = "2026-1", State = LetterState.Sent,
        IssuerCode = "office", UnitCode = "unit", Subject = LetterSubject.Target, Title = "提示",
        Words = "请办理", BasisName = "工作方案", BasisNumber = "", DueAt = Now.AddDays(3),
        SentBy = "account:office", SentAt = Now,
    };
}
