using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Notices.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>A broadcast as a form or a program says it.</summary>
/// <param name="Until">Until when it holds, with zone or in the city's own time.</param>
/// <param name="Areas">Codes of areas; empty for all.</param>
/// <param name="Units">Codes or whole names of units; empty for all.</param>
internal sealed record BroadcastInput(
    string? Headline, string? Text, bool? IsUrgent, string? Until,
    IReadOnlyList<string?>? Areas, IReadOnlyList<string?>? Units);

/// <summary>Whom a broadcast would reach now.</summary>
/// <param name="Units">How many people of each unit, the most first.</param>
internal sealed record BroadcastPreview(
    int People, IReadOnlyList<(string Unit, int People)> Units);

/// <summary>Says how many people a broadcast reaches, and sends it to them.</summary>
internal sealed class SendBroadcast(
    CityDatabase database, CityHolder city, FindCommandBodies bodies, TellPersons tell,
    TimeProvider time)
{
    /// <summary>Errors: as <see cref="RunAsync"/>.</summary>
    public async Task<Outcome<BroadcastPreview>> ReachAsync(
        BroadcastInput input, Caller caller, CancellationToken stop = default) =>
        (await ReadAsync(input, caller, stop)).Try(out var wish, out var refused)
            ? new BroadcastPreview(
                wish.Reached.Count,
                [
                    .. wish.Reached.CountBy(post => post.UnitCode)
                        .OrderByDescending(unit => unit.Value)
                        .ThenBy(unit => unit.Key, StringComparer.Ordinal)
                        .Select(unit => (unit.Key, unit.Value)),
                ])
            : refused;

    /// <summary>Errors: the caller may not, or acts for no command body; an area or unit is not
    /// known; as <see cref="Broadcast.RefuseNew"/>; nobody is reached, or too many are.</summary>
    public async Task<Outcome<Broadcast>> RunAsync(
        BroadcastInput input, Caller caller, CancellationToken stop = default) =>
        (await ReadAsync(input, caller, stop)).Try(out var wish, out var refused)
            ? await database.WriteAsync(
                IdempotencyKeys.Guard<Broadcast>(
                    session => StoreAsync(session, wish), row => row.Id),
                stop)
            : refused;

    private async Task<Outcome<Wish>> ReadAsync(
        BroadcastInput input, Caller caller, CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DirectiveIssue)) is { } denied)
        {
            return denied;
        }

        if (bodies.Find(caller.OrganizationCode) is not { } body)
        {
            return new Problem(ProblemCode.NotCommandBody, null, caller.OrganizationCode!);
        }

        var now = Instants.Storable(time.GetUtcNow());
        var model = city.Current;
        if (!Until(input.Until).Try(out var until, out var wrong)
            || !MeantUnits.Read(model.Organizations, input.Units, "units")
                .Try(out var units, out wrong)
            || !Areas(input.Areas).Try(out var areas, out wrong))
        {
            return wrong;
        }

        var target = new BroadcastTarget(areas, [.. units.Select(unit => unit.Code)]);
        if (Broadcast.RefuseNew(input.Headline, input.Text, until, target, now) is { } refused)
        {
            return refused;
        }

        var reached = new BroadcastReach(
                target, caller.ScopesOf(Permission.DirectiveIssue), model.Organizations,
                model.Areas)
            .Of(await PostsAsync(now, stop));
        return reached.Count switch
        {
            0 => new Problem(ProblemCode.BroadcastReachesNobody, "areas"),
            > Broadcast.PeopleMax => new Problem(
                ProblemCode.BroadcastTooMany, "areas", Broadcast.PeopleMax, reached.Count),
            _ => new Wish(
                new Broadcast
                {
                    Id = Ids.New(now), BodyCode = body.Code, Title = input.Headline!.Trim(),
                    Words = TextRule.Lines(input.Text), IsUrgent = input.IsUrgent == true,
                    ValidUntil = until, Areas = CodeList.Write(target.Areas),
                    Units = CodeList.Write(target.Units), People = reached.Count,
                    UnitCount = reached.Select(post => post.UnitCode).Distinct().Count(),
                    SentBy = caller.Actor, SentAt = now,
                },
                reached),
        };
    }

    // Ordered, so that somebody with two posts is always reached by the same one.
    private async Task<IReadOnlyList<FieldPost>> PostsAsync(
        DateTimeOffset now, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await (await HeldPosts.WithAnyAsync(context, BroadcastReach.OnSite, now, stop))
            .OrderBy(post => post.Id)
            .Select(post => new FieldPost(
                post.AccountId, post.OrganizationCode, post.ScopeArea))
            .Take((2 * Broadcast.PeopleMax) + 1).ToListAsync(stop);
    }

    private async Task<Outcome<Broadcast>> StoreAsync(WriteSession session, Wish wish)
    {
        var sent = wish.Broadcast;
        await session.InsertAsync(sent);
        foreach (var post in wish.Reached)
        {
            await session.InsertAsync(new BroadcastRecipient
            {
                Id = Ids.New(sent.SentAt), BroadcastId = sent.Id, AccountId = post.AccountId,
                UnitCode = post.UnitCode,
            });
        }

        await tell.TellAsync(
            session, [.. wish.Reached.Select(post => post.AccountId)],
            sent.IsUrgent ? "broadcast-urgent" : "broadcast",
            ActOnBroadcast.FactsOf(sent, sent.Words), sent.IsUrgent, sent.SentAt);
        await SubjectJournal.AppendAsync(
            session, sent.Id, sent.SentBy, "broadcast.Sent",
            new
            {
                body = sent.BodyCode, sent.Title, sent.Words, sent.IsUrgent, sent.ValidUntil,
                sent.Areas, sent.Units, sent.People, sent.UnitCount,
            },
            sent.SentAt);
        return sent;
    }

    private Outcome<DateTimeOffset> Until(string? typed) =>
        string.IsNullOrWhiteSpace(typed)
            ? new Problem(ProblemCode.FieldRequired, "until")
            : TypedInstant.Read(city.Current, typed.Trim(), "until");

    private Outcome<IReadOnlyList<string>> Areas(IReadOnlyList<string?>? typed)
    {
        List<string> codes =
        [
            .. (typed ?? []).OfType<string>().Select(code => code.Trim())
                .Where(code => code.Length > 0).Distinct(),
        ];
        return codes.Find(code => city.Current.Areas.Find(code) is null) is { } strange
            ? new Problem(ProblemCode.UnknownValue, "areas", strange)
            : codes;
    }

    private sealed record Wish(Broadcast Broadcast, IReadOnlyList<FieldPost> Reached);
}
