using CivicLoop.Domain.Intake;

namespace CivicLoop.Tests.Domain.Intake;

public sealed class VerdictGapTests
{
    private static readonly DateTimeOffset Due = new(2011, 8, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly VerdictRow LateByAWeek = new(
        Due.AddDays(-10), Due, Due.AddDays(7), IsClosed: true, IsAmbiguous: false, HasFlag: true,
        Ours: false, Theirs: false);

    [Fact]
    public void Two_systems_that_say_the_same_agree() => Assert.Null(LateByAWeek.Gap());

    [Fact]
    public void An_open_case_that_is_not_yet_due_agrees_with_silence_and_with_on_time()
    {
        var early = LateByAWeek with { IsClosed = false, Ours = null };
        Assert.Null((early with { HasFlag = false, Theirs = null }).Gap());
        Assert.Null((early with { Theirs = true }).Gap());
        Assert.Equal(VerdictGap.JudgedAtAnotherTime, (early with { Theirs = false }).Gap());
    }

    [Fact]
    public void Every_disagreement_has_the_first_cause_that_fits()
    {
        var other = LateByAWeek with { Theirs = true };
        Assert.Multiple(
            () => Assert.Equal(
                VerdictGap.NoFlag, (other with { HasFlag = false, Theirs = null }).Gap()),
            () => Assert.Equal(VerdictGap.UnknownFlag, (other with { Theirs = null }).Gap()),
            () => Assert.Equal(
                VerdictGap.ClockChange,
                (other with { JudgedAt = Due.AddMinutes(50), IsAmbiguous = true }).Gap()),
            () => Assert.Equal(
                VerdictGap.WithinAMinute, (other with { JudgedAt = Due.AddSeconds(1) }).Gap()),
            () => Assert.Equal(
                VerdictGap.WithinADay, (other with { JudgedAt = Due.AddHours(3) }).Gap()),
            () => Assert.Equal(
                VerdictGap.DueBeforeOpened, (other with { OpenedAt = Due.AddHours(1) }).Gap()),
            () => Assert.Equal(
                VerdictGap.JudgedAtAnotherTime, (other with { IsClosed = false }).Gap()),
            () => Assert.Equal(VerdictGap.Unexplained, other.Gap()));
    }
}
