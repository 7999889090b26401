using System.Text.Json;
using System.Text.Json.Serialization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Journal;
using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Writes a case's steps to its journal, with the words said at each kept beside it.
/// </summary>
internal static class CaseJournal
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The journal's name of a command: <c>case.AskExtension</c>.</summary>
    public static string KindOf(CaseStep step) => "case." + step.Command;

    /// <summary>Appends something that happened about a case without changing it, and moves the
    /// case's chain head.</summary>
    public static async Task NoteAsync(
        WriteSession session, Case about, string kind, Caller caller, DateTimeOffset at)
    {
        var step = new CaseStep
        {
            Command = kind,
            From = about.State,
            To = about.State,
            ByOrg = caller.OrganizationCode,
        };
        var (noted, _) = await AppendAsync(session, about, step, caller.Actor, said: null, at);
        if (!await session.UpdateAsync(noted, about.Version))
        {
            throw new WriteCollision(about.Number);
        }
    }

    /// <summary>Appends the step; answers the case with its new chain head, and the words to be
    /// stored once the case's row stands.</summary>
    public static async Task<(Case Case, CaseWords? Words)> AppendAsync(
        WriteSession session, Case after, CaseStep step, string actor, SaidWords? said,
        DateTimeOffset at)
    {
        var words = said is null || string.IsNullOrWhiteSpace(said.Text)
            ? null
            : new CaseWords
            {
                CaseId = after.Id,
                N = after.JournalN + 1,
                Words = said.Text.Trim(),
                Salt = WordsDigest.NewSalt(),
                IsInternal = said.Internal,
                ByReporter = said.ByReporter,
            };
        var told = words is null
            ? step
            : step with { Words = WordsDigest.Of(words.Words!, words.Salt!) };
        var body = JsonSerializer.Serialize(told, Json);
        var entry = new JournalEntry(after.Id, 0, at, actor, KindOf(step), body);
        var head = await session.AppendAsync(entry, after.Head);
        return (after with { JournalN = head.N, JournalHash = head.Hash }, words);
    }
}

/// <summary>What somebody said with a step, and who may read it.</summary>
internal sealed record SaidWords(string? Text, bool Internal, bool ByReporter);
