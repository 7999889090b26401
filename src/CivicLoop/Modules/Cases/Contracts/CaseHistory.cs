using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Journal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A case played through the domain in memory, step after step at instants of the past;
/// its row is stored once, as it stands at the end, with the journal entry of every step.</summary>
internal sealed class CaseHistory
{
    private readonly CaseRules rules;
    private readonly bool imported;
    private readonly List<HistoryEntry> entries = [];

    private CaseHistory(Case begin, CaseRules rules, bool imported, bool isStored)
    {
        Case = begin;
        this.rules = rules;
        this.imported = imported;
        Stored = isStored ? begin : null;
        StoredHead = isStored ? begin.Head : ChainHead.Empty;
    }

    /// <summary>As it stands after the last step.</summary>
    public Case Case { get; private set; }

    /// <summary>As the database has it; null for a case it does not know yet.</summary>
    public Case? Stored { get; }

    public long? StoredVersion => Stored?.Version;

    public ChainHead StoredHead { get; }

    /// <summary>True where the pictures its steps name were taken in and are to be attached.
    /// </summary>
    public bool HasStoredPictures { get; init; }

    /// <summary>The reporter's way back, stored with a new case.</summary>
    public CaseReporter? Reporter { get; set; }

    public IReadOnlyList<HistoryEntry> Entries => entries;

    /// <summary>A case that begins. Errors: those of <see cref="CaseReport.Open"/>.</summary>
    public static Outcome<CaseHistory> Begin(
        CaseReport report, string actor, string actorOrg, CaseRules rules, DateTimeOffset at,
        bool hasStoredPictures = false)
    {
        var now = Instants.Storable(at);
        if (!report.Open(actorOrg, rules, now).Try(out var decision, out var problem))
        {
            return problem;
        }

        var history = new CaseHistory(decision.After, rules, report.Imported, isStored: false)
        {
            HasStoredPictures = hasStoredPictures,
        };
        history.Add(decision.Step, actor, words: null, now);
        return history;
    }

    /// <summary>A stored case that goes on.</summary>
    public static CaseHistory GoOn(Case stored, CaseRules rules, bool imported) =>
        new(stored, rules, imported, isStored: true);

    /// <summary>Does a command at an instant; null when the workflow allowed it.</summary>
    /// <param name="salt">Makes the words' digest the same in every run of a simulation.</param>
    public Problem? Do(CaseAction action, DateTimeOffset at, byte[]? salt = null)
    {
        var now = Instants.Storable(at);
        if (!CaseDecider.Decide(Case, action, rules, now).Try(out var decision, out var problem))
        {
            return problem;
        }

        Case = decision.After;
        var step = imported ? decision.Step with { Imported = true } : decision.Step;
        Add(step, action.Caller.Actor, Said(action, salt), now);
        return null;
    }

    private static SaidInHistory? Said(CaseAction action, byte[]? salt) =>
        string.IsNullOrWhiteSpace(action.Words) || action.Command == CaseCommand.Edit
            ? null
            : new SaidInHistory(
                action.Words.Trim(), salt ?? WordsDigest.NewSalt(), action.Internal,
                action.Caller.OrganizationCode is null);

    private void Add(CaseStep step, string actor, SaidInHistory? words, DateTimeOffset at)
    {
        var told = words is null
            ? step
            : step with { Words = WordsDigest.Of(words.Text, words.Salt) };
        var n = StoredHead.N + entries.Count + 1;
        var body = JsonSerializer.Serialize(told, CaseJournal.Json);
        entries.Add(new HistoryEntry(
            new JournalEntry(Case.Id, n, at, actor, CaseJournal.KindOf(told), body),
            words is null
                ? null
                : new CaseWords
                {
                    CaseId = Case.Id,
                    N = n,
                    Words = words.Text,
                    Salt = words.Salt,
                    IsInternal = words.IsInternal,
                    ByReporter = words.ByReporter,
                },
            step.Pictures ?? [],
            Enum.TryParse<CaseCommand>(step.Command, out var command)
                ? PictureStages.Of(command)
                : PictureStage.Report));
    }

    private sealed record SaidInHistory(
        string Text, byte[] Salt, bool IsInternal, bool ByReporter);
}

/// <summary>A step to be stored, the words said with it, and its pictures.</summary>
internal sealed record HistoryEntry(
    JournalEntry Entry, CaseWords? Words, IReadOnlyList<string> Pictures, PictureStage Stage);
