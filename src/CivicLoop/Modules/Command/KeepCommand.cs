using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>A membership as a form or a program says it.</summary>
internal sealed record MemberInput(
    string? Title, string? Organization, string? SignIn, DateOnly? From, DateOnly? To,
    string? BasisName);

/// <summary>A watch as a form or a program says it.</summary>
internal sealed record WatchInput(
    string? Edition, string? Criterion, DateOnly? From, DateOnly? To);

/// <summary>Keeps members of command bodies and the criteria they watch.</summary>
internal sealed class KeepCommand(
    CityDatabase database, CityHolder city, FindCommandBodies bodies, TimeProvider time)
{
    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000022");

    /// <summary>Errors: there is no such body, organisation or account; a field is missing or too
    /// long; the same holds already.</summary>
    public async Task<Outcome<CommandMember>> AddMemberAsync(
        string body, MemberInput input, string actor, CancellationToken stop = default)
    {
        if (!Body(body).Try(out var code, out var missing))
        {
            return missing;
        }

        if (input.From is not { } from)
        {
            return new Problem(ProblemCode.FieldRequired, "from");
        }

        if (TextRule.Blank(input.Organization) is { } named
            && city.Current.Organizations.Find(named) is not { RetiredAt: null })
        {
            return new Problem(ProblemCode.UnitNotKnown, "organization", named);
        }

        var now = Instants.Storable(time.GetUtcNow());
        var member = new CommandMember
        {
            Id = Ids.New(now), BodyCode = code, Title = input.Title?.Trim() ?? "",
            OrganizationCode = TextRule.Blank(input.Organization),
            SignIn = TextRule.Blank(input.SignIn),
            FromDay = from, ToDay = input.To, BasisName = input.BasisName?.Trim() ?? "",
            EnteredBy = actor, EnteredAt = now,
        };
        if (CommandRules.Fault(member) is { } fault)
        {
            return fault;
        }

        return await database.WriteAsync(
            async session =>
            {
                if (member.SignIn is { } signIn && !await session.Reads.Set<Account>()
                    .AnyAsync(row => row.SignIn == signIn && !row.IsDisabled, stop))
                {
                    return new Problem(ProblemCode.UnknownValue, "signIn", signIn);
                }

                var known = await session.Reads.Set<CommandMember>()
                    .Where(row => row.BodyCode == code && row.Title == member.Title)
                    .ToListAsync(stop);
                if (known.Exists(one => CommandRules.Repeats(member, one)))
                {
                    return new Problem(
                        ProblemCode.AlreadyExists, "organization",
                        member.OrganizationCode ?? member.SignIn ?? "");
                }

                await session.InsertAsync(member);
                await JournalAsync(session, actor, "command.MemberAdded", Facts(member), now);
                return (Outcome<CommandMember>)member;
            },
            stop);
    }

    /// <summary>Errors: there is no such membership in this body; the day does not fit.</summary>
    public async Task<Outcome<CommandMember>> EndMemberAsync(
        string body, Guid id, DateOnly? lastDay, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var member = await session.Reads.Set<CommandMember>()
                    .FirstOrDefaultAsync(row => row.Id == id && row.BodyCode == body, stop);
                if (member is null || lastDay is not { } last)
                {
                    return member is null
                        ? new Problem(ProblemCode.NotFound, "id", id.ToString())
                        : new Problem(ProblemCode.FieldRequired, "to");
                }

                if (CommandRules.RefuseEnd(member.FromDay, member.ToDay, last) is { } fault)
                {
                    return fault;
                }

                var ended = member with { ToDay = last, Version = member.Version + 1 };
                if (!await session.UpdateAsync(ended, member.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await JournalAsync(session, actor, "command.MemberEnded", Facts(ended), now);
                return (Outcome<CommandMember>)ended;
            },
            stop);
    }

    /// <summary>Errors: there is no such body or criterion; the same holds already.</summary>
    public async Task<Outcome<CommandWatch>> WatchAsync(
        string body, WatchInput input, string actor, CancellationToken stop = default)
    {
        if (!Body(body).Try(out var code, out var missing))
        {
            return missing;
        }

        if (input.From is not { } from || input.To < from)
        {
            return input.From is null
                ? new Problem(ProblemCode.FieldRequired, "from")
                : new Problem(ProblemCode.DateRangeInvalid, "to");
        }

        var now = Instants.Storable(time.GetUtcNow());
        var watch = new CommandWatch
        {
            Id = Ids.New(now), BodyCode = code, EditionCode = input.Edition?.Trim() ?? "",
            CriterionCode = input.Criterion?.Trim() ?? "", FromDay = from, ToDay = input.To,
            EnteredBy = actor, EnteredAt = now,
        };
        return await database.WriteAsync(
            async session =>
            {
                if (!await session.Reads.Set<Criterion>().AnyAsync(
                    row => row.EditionCode == watch.EditionCode
                        && row.Code == watch.CriterionCode, stop))
                {
                    return new Problem(
                        ProblemCode.UnknownValue, "criterion", watch.CriterionCode);
                }

                var known = await session.Reads.Set<CommandWatch>()
                    .Where(row => row.EditionCode == watch.EditionCode
                        && row.CriterionCode == watch.CriterionCode)
                    .ToListAsync(stop);
                if (known.Exists(one => CommandRules.Repeats(watch, one)))
                {
                    return new Problem(
                        ProblemCode.AlreadyExists, "criterion", watch.CriterionCode);
                }

                await session.InsertAsync(watch);
                await JournalAsync(session, actor, "command.WatchBegun", Facts(watch), now);
                return (Outcome<CommandWatch>)watch;
            },
            stop);
    }

    /// <summary>Errors: there is no such watch of this body; the day does not fit.</summary>
    public async Task<Outcome<CommandWatch>> EndWatchAsync(
        string body, Guid id, DateOnly? lastDay, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var watch = await session.Reads.Set<CommandWatch>()
                    .FirstOrDefaultAsync(row => row.Id == id && row.BodyCode == body, stop);
                if (watch is null || lastDay is not { } last)
                {
                    return watch is null
                        ? new Problem(ProblemCode.NotFound, "id", id.ToString())
                        : new Problem(ProblemCode.FieldRequired, "to");
                }

                if (CommandRules.RefuseEnd(watch.FromDay, watch.ToDay, last) is { } fault)
                {
                    return fault;
                }

                var ended = watch with { ToDay = last, Version = watch.Version + 1 };
                if (!await session.UpdateAsync(ended, watch.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await JournalAsync(session, actor, "command.WatchEnded", Facts(ended), now);
                return (Outcome<CommandWatch>)ended;
            },
            stop);
    }

    private Outcome<string> Body(string code) =>
        bodies.Find(code) is { } found
            ? found.Code
            : new Problem(ProblemCode.NotFound, "body", code);

    private static Task JournalAsync(
        WriteSession session, string actor, string kind, object facts, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(session, Subject, actor, kind, facts, now);

    // No account's name: the journal is kept longer than accounts may be.
    private static object Facts(CommandMember one) =>
        new { one.Id, one.BodyCode, one.OrganizationCode, one.FromDay, one.ToDay };

    private static object Facts(CommandWatch one) =>
        new { one.Id, one.BodyCode, one.EditionCode, one.CriterionCode, one.FromDay, one.ToDay };
}
