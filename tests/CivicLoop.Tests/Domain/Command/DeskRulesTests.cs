using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Command;

/// <summary>Who keeps a desk, and what is written in its log.</summary>
public sealed class DeskRulesTests
{
    private const string Me = "account:1";
    private const string Other = "account:2";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_desk_is_taken_over_when_it_was_handed_over_or_with_a_reason()
    {
        var (first, _) = DeskRules.TakeOver(Guid.Empty, "c-hq", null, null, Me, Now).Value;
        Assert.Equal(
            ProblemCode.DeskTaken,
            DeskRules.TakeOver(Guid.Empty, "c-hq", first, "再接", Me, Now).Problem?.Code);
        Assert.Equal(
            "reason",
            DeskRules.TakeOver(Guid.Empty, "c-hq", first, " ", Other, Now).Problem?.Field);
        var (next, relieved) = DeskRules
            .TakeOver(Guid.Empty, "c-hq", first, "对方生病", Other, Now).Value;
        Assert.Equal((Other, first.Id), (next.Keeper, next.BeforeId));
        Assert.Equal((Now, "对方生病", 2), (relieved!.EndedAt, relieved.Handover, relieved.Version));
        Assert.Null(DeskRules.TakeOver(Guid.Empty, "c-hq", relieved, null, Me, Now).Value.Relieved);
    }

    [Fact]
    public void Only_who_has_the_desk_hands_it_over_and_says_something()
    {
        var shift = Shift();
        Assert.Equal(
            ProblemCode.DeskNotOnWatch,
            DeskRules.HandOver(shift, "一切正常", Other, Now).Problem?.Code);
        Assert.Equal(
            ProblemCode.DeskNotOnWatch, DeskRules.HandOver(null, "一切正常", Me, Now).Problem?.Code);
        Assert.Equal("handover", DeskRules.HandOver(shift, "", Me, Now).Problem?.Field);
        Assert.Equal(Now, DeskRules.HandOver(shift, "一切正常", Me, Now).Value.EndedAt);
    }

    [Fact]
    public void An_entry_is_of_the_last_day_and_says_from_whom_and_what()
    {
        var entry = Entry();
        Assert.Null(DeskRules.RefuseEntry(entry, Shift(), null, false));
        Assert.Equal(
            ProblemCode.DeskNotOnWatch,
            DeskRules.RefuseEntry(
                entry, Shift() with { EndedAt = Now }, null, false)?.Code);
        Assert.Equal(
            "fromWhom",
            DeskRules.RefuseEntry(entry with { Source = "" }, Shift(), null, false)?.Field);
        foreach (var at in new[] { Now.AddMinutes(1), Now.AddHours(-25) })
        {
            Assert.Equal(
                ProblemCode.DeskTimeUnfit,
                DeskRules.RefuseEntry(entry with { At = at }, Shift(), null, false)?.Code);
        }
    }

    [Fact]
    public void A_supplement_settles_an_open_point_once()
    {
        var open = Entry() with { IsOpen = true };
        var settling = Entry() with { Source = "", SupplementsId = open.Id, Settles = true };
        Assert.Null(DeskRules.RefuseEntry(settling, Shift(), open, false));
        Assert.Equal(
            ProblemCode.DeskPointSettled,
            DeskRules.RefuseEntry(settling, Shift(), open, true)?.Code);
        Assert.Equal(
            ProblemCode.DeskPointSettled,
            DeskRules.RefuseEntry(settling, Shift(), Entry(), false)?.Code);
        Assert.Null(
            DeskRules.RefuseEntry(settling with { Settles = false }, Shift(), open, true));
    }

    private static DeskShift Shift() =>
        new() { Id = Guid.Empty, BodyCode = "c-hq", Keeper = Me, BegunAt = Now };

    private static DeskEntry Entry() => new()
    {
        Id = Guid.Empty, BodyCode = "c-hq", ShiftId = Guid.Empty, At = Now, WrittenAt = Now,
        Writer = Me, Source = "热线", Words = "积水", Done = "", IsOpen = false, Settles = false,
    };
}
