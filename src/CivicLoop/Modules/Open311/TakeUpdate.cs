using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>Takes in what another system says of a case, as a note. It never closes or reopens: who
/// closes must have seen it, and another system has not.</summary>
internal sealed class TakeUpdate(CityDatabase database, CaseWriter writer, TimeProvider time)
{
    private const int UpdateIdMax = 100;

    public async Task<Open311Answer> RunAsync(Open311Ask ask)
    {
        var problems = new List<Problem>();
        var update = await ReadAsync(ask, problems);
        if (problems.Count > 0 || update is null)
        {
            return problems;
        }

        if (await FirstAsync(update, ask.Stop) is { } first)
        {
            return Repeat(update, first);
        }

        var row = await CaseIdAsync(ask.Given.Text("service_request_id")!, ask.Stop);
        if (row is not { } caseId)
        {
            return new Problem(
                ProblemCode.NotFound, "service_request_id",
                ask.Given.Text("service_request_id")!);
        }

        var action = new CaseAction(CaseCommand.Note, ask.Key!.Caller)
        {
            Words = Words(ask, update.Status),
        };
        var outcome = await writer.ActAsync(
            caseId, action,
            prepare: (session, _) => KeepAsync(session, update with { CaseId = caseId }, action),
            stop: ask.Stop);
        if (outcome.Problem is not { } problem)
        {
            return Answer(update.UpdateId);
        }

        return problem.Code == ProblemCode.AlreadyExists
            && await FirstAsync(update, ask.Stop) is { } other
            ? Repeat(update, other)
            : problem;
    }

    private async Task<Open311Update?> ReadAsync(Open311Ask ask, List<Problem> problems)
    {
        var given = ask.Given;
        string[] needed =
            ["service_request_id", "update_id", "status", "updated_datetime", "description"];
        problems.AddRange(needed.Where(name => given.Text(name) is null)
            .Select(name => new Problem(ProblemCode.FieldRequired, name)));
        var status = given.Text("status")?.ToLowerInvariant() ?? "";
        if (status.Length > 0 && !ExtendedStatus.All.Contains(status))
        {
            problems.Add(new Problem(ProblemCode.UnknownValue, "status", status));
        }

        var id = given.Text("update_id") ?? "";
        if (id.Length > UpdateIdMax)
        {
            problems.Add(new Problem(
                ProblemCode.FieldTooLong, "update_id", UpdateIdMax, id.Length));
        }

        var said = Words(ask, status);
        if (said.Length > CaseAction.WordsMax)
        {
            problems.Add(new Problem(
                ProblemCode.FieldTooLong, "description", CaseAction.WordsMax, said.Length));
        }

        return given.Instant("updated_datetime", problems) is { } at
            ? new Open311Update
            {
                KeyId = ask.Key!.Id,
                UpdateId = id,
                CaseId = default,
                Status = status,
                Digest = await RequestDigest.OfAsync("updates", given, ask.Stop),
                SaidAt = Instants.Storable(at),
                TakenAt = Instants.Storable(time.GetUtcNow()),
            }
            : null;
    }

    // The status is said with the words, for it is part of what staff must know.
    private static string Words(Open311Ask ask, string status) => string.Join(
        '\n',
        [
            ask.Words["Update.Status", status.ToUpperInvariant(),
                ask.Given.Text("description") ?? ""],
            .. ask.Given.All("media_url").Concat(ask.Given.All("media_url[]"))
                .Select(url => ask.Words["Note.Media", url]),
        ]);

    private async Task<Guid?> CaseIdAsync(string number, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Case>().Where(row => row.Number == number && !row.IsPrivate)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
    }

    private async Task<Open311Update?> FirstAsync(Open311Update update, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await Same(context, update).FirstOrDefaultAsync(stop);
    }

    private static async Task<Outcome<CaseAction>> KeepAsync(
        WriteSession session, Open311Update update, CaseAction action)
    {
        if (await Same(session.Reads, update).AnyAsync())
        {
            return new Problem(ProblemCode.AlreadyExists, "update_id", update.UpdateId);
        }

        await session.InsertAsync(update);
        return action;
    }

    private static IQueryable<Open311Update> Same(CityContext context, Open311Update update) =>
        context.Set<Open311Update>()
            .Where(row => row.KeyId == update.KeyId && row.UpdateId == update.UpdateId);

    private static Open311Answer Repeat(Open311Update update, Open311Update first) =>
        first.Digest.AsSpan().SequenceEqual(update.Digest)
            ? Answer(update.UpdateId)
            : new Problem(ProblemCode.AlreadyExists, "update_id", update.UpdateId);

    private static Open311Answer Answer(string id) => Element.List("service_request_updates",
    [
        Element.Group("request_update", Element.Text("update_id", id)),
    ]);
}
