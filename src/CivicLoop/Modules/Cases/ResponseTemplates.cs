using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Localisation;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>A template with its placeholders filled in for one case.</summary>
internal sealed record FilledTemplate(Guid Id, string Command, string Name, string Words);

/// <summary>A template as it comes in.</summary>
internal sealed record WantedTemplate
{
    public string? Command { get; init; }

    public string? ClassPrefix { get; init; }

    public string? Name { get; init; }

    public string? Words { get; init; }

    public bool IsActive { get; init; } = true;
}

/// <summary>Keeps sentences ready for steps, and fills them in.</summary>
internal sealed class ResponseTemplates(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>More cannot be kept in order by hand.</summary>
    public const int AllMax = 300;

    public const int NameMax = 60;

    public const int WordsMax = 1_000;

    public async Task<IReadOnlyList<ResponseTemplate>> AllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<ResponseTemplate>().OrderBy(row => row.Command)
            .ThenBy(row => row.ClassPrefix).ThenBy(row => row.Name).Take(AllMax)
            .ToListAsync(stop);
    }

    /// <summary>What fits a case, filled in; the most used first.</summary>
    public async Task<IReadOnlyList<FilledTemplate>> ForAsync(
        Case row, ReaderTexts texts, CancellationToken stop) =>
        [
            .. (await AllAsync(stop))
                .Where(one => one.IsActive && row.ClassCode.StartsWith(
                    one.ClassPrefix, StringComparison.Ordinal))
                .OrderByDescending(one => one.Uses).ThenBy(one => one.Name)
                .Select(one => new FilledTemplate(
                    one.Id, one.Command, one.Name, Fill(one.Words, row, texts))),
        ];

    /// <summary>Counts that a template was taken for a step.</summary>
    public Task CountAsync(Guid id, CancellationToken stop) => database.WriteAsync(
        async session => (Outcome<int>)await session.ExecuteAsync(
            "UPDATE response_templates SET uses = uses + 1 WHERE id = @id", ("@id", id)),
        stop);

    /// <summary>Makes a template, or changes the one of this id. Errors: a field missing or too
    /// long, an unknown command, too many, not found.</summary>
    public Task<Outcome<ResponseTemplate>> SaveAsync(
        Guid? id, WantedTemplate wanted, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (Fault(wanted) is { } fault)
                {
                    return fault;
                }

                var before = id is null
                    ? null
                    : await session.Reads.Set<ResponseTemplate>()
                        .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (id is not null && before is null)
                {
                    return new Problem(ProblemCode.NotFound, "template", id);
                }

                if (before is null
                    && await session.Reads.Set<ResponseTemplate>().CountAsync(stop) >= AllMax)
                {
                    return new Problem(ProblemCode.LimitTooLarge, "name", AllMax);
                }

                var after = new ResponseTemplate
                {
                    Id = before?.Id ?? Ids.New(now),
                    Command = wanted.Command?.Trim() ?? "",
                    ClassPrefix = wanted.ClassPrefix?.Trim() ?? "",
                    Name = wanted.Name!.Trim(),
                    Words = wanted.Words!.Trim(),
                    IsActive = wanted.IsActive,
                    Uses = before?.Uses ?? 0,
                    MadeAt = before?.MadeAt ?? now,
                };
                await (before is null ? session.InsertAsync(after) : session.UpdateAsync(after));
                await SubjectJournal.AppendAsync(
                    session, KeepCatalogue.Subject, actor,
                    before is null ? "catalogue.TemplateMade" : "catalogue.TemplateChanged",
                    new { before, after }, now);
                return (Outcome<ResponseTemplate>)after;
            },
            stop);
    }

    /// <summary>Error: not found.</summary>
    public Task<Outcome<ResponseTemplate>> RemoveAsync(
        Guid id, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var before = await session.Reads.Set<ResponseTemplate>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (before is null)
                {
                    return new Problem(ProblemCode.NotFound, "template", id);
                }

                await session.DeleteAsync(before);
                await SubjectJournal.AppendAsync(
                    session, KeepCatalogue.Subject, actor, "catalogue.TemplateRemoved",
                    new { before }, now);
                return (Outcome<ResponseTemplate>)before;
            },
            stop);
    }

    private static Problem? Fault(WantedTemplate wanted)
    {
        foreach (var (field, value, max) in new[]
        {
            ("name", wanted.Name, NameMax), ("words", wanted.Words, WordsMax),
        })
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (value.Length > max)
            {
                return new Problem(ProblemCode.FieldTooLong, field, max, value.Length);
            }
        }

        const int codeMax = 20;
        return wanted.ClassPrefix?.Length > codeMax
            ? new Problem(
                ProblemCode.FieldTooLong, "classPrefix", codeMax, wanted.ClassPrefix.Length)
            : !string.IsNullOrWhiteSpace(wanted.Command)
                && CaseCommandNames.Read(wanted.Command.Trim()) is null
                    ? new Problem(ProblemCode.UnknownValue, "command", wanted.Command)
                    : null;
    }

    private string Fill(string words, Case row, ReaderTexts texts) => words
        .Replace("{number}", row.Number, StringComparison.Ordinal)
        .Replace(
            "{class}", CaseNames.Class(city.Current, texts, row.ClassCode),
            StringComparison.Ordinal)
        .Replace(
            "{place}", CaseNames.Place(city.Current, texts, row), StringComparison.Ordinal)
        .Replace(
            "{unit}", CaseNames.Organization(city.Current, texts, row.UnitOrg),
            StringComparison.Ordinal)
        .Replace(
            "{limit}",
            row.Line.DueAt is { } line ? texts.Local(line)
                : row.Territory.DueAt is { } due ? texts.Local(due)
                : "—",
            StringComparison.Ordinal);
}
