using System.Security.Cryptography;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>Takes in a report by another program. A request that names itself by an
/// <c>Idempotency-Key</c> is taken in once, however often it is sent.</summary>
internal sealed class TakeRequest(
    CityDatabase database, CityHolder city, ServiceDefinitions definitions, ReportCase report,
    ActOnCase act, Open311Media media, TimeProvider time)
{
    // 128 bits: a token is not to be guessed.
    private const int TokenBytes = 16;

    public async Task<Open311Answer> RunAsync(Open311Ask ask)
    {
        var key = ask.Key!;
        if (!(await NamedAsync(ask, key)).Try(out var named, out var refused))
        {
            return refused;
        }

        if (named.Key is { } once && await FirstAsync(once, ask.Stop) is { } first)
        {
            return await RepeatAsync(ask, key, once, first);
        }

        var problems = new List<Problem>();
        var service = Service(ask.Given, problems);
        var questions = service is null
            ? []
            : await definitions.QuestionsAsync(service.Code, ask);
        var fields = RequestFields.Read(service, questions, ask.Given, city.Current, problems);
        var note = Note(fields, ask, problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        var pictures = await media.TakeInAsync(ask, key.Caller, problems);
        return problems.Count > 0
            ? problems
            : await StoreAsync(ask, key, named.Key, fields, pictures, note);
    }

    private async Task<Open311Answer> StoreAsync(
        Open311Ask ask, Open311Key key, IdempotencyKey? once, RequestFields fields,
        IReadOnlyList<string> pictures, string? note)
    {
        var input = new ReportInput
        {
            Place = fields.Place,
            Description = fields.Description,
            Contact = fields.Contact,
            Pictures = pictures,
            Source = CaseSource.Open311,
            Language = ask.Language,
        };
        var token = key.Answers == Open311Answers.Batch
            ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes))
            : null;
        Outcome<Reported> outcome;
        IdempotencyKeys.Current = once;
        try
        {
            outcome = await report.RunAsync(
                input, key.Caller,
                (session, row) => session.InsertAsync(new Open311Request
                {
                    CaseId = row.Id,
                    KeyId = key.Id,
                    Token = token,
                    AddressId = fields.AddressId,
                    MediaUrl = fields.MediaUrls is [var link, ..] ? link : null,
                }),
                ask.Stop);
        }
        finally
        {
            IdempotencyKeys.Current = null;
        }

        if (!outcome.Try(out var stored, out var problem))
        {
            // The same request may have come in twice in one moment; the other one was first.
            return problem.Code == ProblemCode.IdempotencyKeyReused && once is not null
                && await FirstAsync(once, ask.Stop) is { } first
                ? await RepeatAsync(ask, key, once, first)
                : problem;
        }

        await TellStaffAsync(stored.Case.Id, note, key, ask.Stop);
        return Answer(ask, key, stored.Case.Number, token);
    }

    private CaseClass? Service(Parameters given, List<Problem> problems)
    {
        if (given.Text("service_code") is not { } code)
        {
            problems.Add(new Problem(ProblemCode.FieldRequired, "service_code"));
            return null;
        }

        if (definitions.Find(code) is { } found)
        {
            return found;
        }

        problems.Add(new Problem(ProblemCode.NotFound, "service_code", code));
        return null;
    }

    // What has no place on the case is told to staff as a note nobody outside reads.
    private static string? Note(
        RequestFields fields, Open311Ask ask, List<Problem> problems)
    {
        var lines = fields.MediaUrls.Select(url => ask.Words["Note.Media", url])
            .Concat(fields.Answers.Select(
                answer => ask.Words["Note.Answer", answer.Key, answer.Value]));
        var note = string.Join('\n', lines);
        if (note.Length > CaseAction.WordsMax)
        {
            problems.Add(new Problem(
                ProblemCode.FieldTooLong, "attribute", CaseAction.WordsMax, note.Length));
        }

        return note.Length == 0 ? null : note;
    }

    private async Task TellStaffAsync(
        Guid caseId, string? note, Open311Key key, CancellationToken stop)
    {
        if (note is not null)
        {
            await act.RunAsync(
                caseId, CaseCommand.Note, new ActInput { Words = note, Internal = true },
                key.Caller, stop);
        }
    }

    private async Task<Outcome<Named>> NamedAsync(Open311Ask ask, Open311Key key)
    {
        string? word = ask.Http.Request.Headers[IdempotencyFilter.Header];
        if (string.IsNullOrWhiteSpace(word))
        {
            return new Named(null);
        }

        return word.Length > IdempotencyKey.KeyMax
            ? new Problem(
                ProblemCode.FieldTooLong, IdempotencyFilter.Header, IdempotencyKey.KeyMax,
                word.Length)
            : new Named(new IdempotencyKey
            {
                Owner = key.Caller.Actor,
                Key = word,
                Digest = await RequestDigest.OfAsync("requests", ask.Given, ask.Stop),
                MadeAt = Instants.Storable(time.GetUtcNow()),
            });
    }

    private async Task<IdempotencyKey?> FirstAsync(IdempotencyKey key, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<IdempotencyKey>()
            .FirstOrDefaultAsync(row => row.Owner == key.Owner && row.Key == key.Key, stop);
    }

    private async Task<Open311Answer> RepeatAsync(
        Open311Ask ask, Open311Key key, IdempotencyKey asked, IdempotencyKey first)
    {
        if (!first.Digest.AsSpan().SequenceEqual(asked.Digest))
        {
            return new Problem(
                ProblemCode.IdempotencyKeyReused, IdempotencyFilter.Header, asked.Key);
        }

        await using var context = database.OpenContext();
        var made = await context.Set<Open311Request>().Where(row => row.CaseId == first.SubjectId)
            .Join(
                context.Set<Case>(), row => row.CaseId, row => row.Id,
                (kept, row) => new { row.Number, kept.Token })
            .SingleAsync(ask.Stop);
        ask.Http.Response.Headers["Idempotency-Replayed"] = "true";
        return Answer(ask, key, made.Number, made.Token);
    }

    private static Open311Answer Answer(
        Open311Ask ask, Open311Key key, string number, string? token)
    {
        var parts = new List<Element>();
        if (token is not null)
        {
            parts.Add(Element.Text("token", token));
        }
        else if (key.Answers != Open311Answers.Blackbox)
        {
            parts.Add(Element.Text("service_request_id", number));
        }

        parts.Add(Element.Text("service_notice", null));
        parts.Add(Element.Text("account_id", ask.Given.Text("account_id")));
        return Element.List("service_requests", [Element.Group("request", parts)]);
    }

    private sealed record Named(IdempotencyKey? Key);
}
