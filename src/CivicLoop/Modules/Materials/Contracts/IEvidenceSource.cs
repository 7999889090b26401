using CivicLoop.Domain;
using CivicLoop.Domain.People;

namespace CivicLoop.Modules.Materials.Contracts;

/// <summary>Something the loop already holds that proves that work was done.</summary>
/// <param name="Key">Its key in its register, for example the number of a case.</param>
/// <param name="Day">When it was done.</param>
/// <param name="Address">Its page in the console; null where it has none.</param>
/// <param name="JournalN">Number of its newest journal entry; null where it keeps no chain.</param>
internal sealed record HeldEvidence(
    string Kind, string Key, LocalText Title, DateTimeOffset Day, string? Address,
    int? JournalN = null, byte[]? JournalHash = null)
{
    /// <summary>What people call it by, where its key is not for reading.</summary>
    public string Label { get; init; } = Key;
}

/// <summary>A register whose entries can be named as evidence for a material; a module registers
/// one for what it keeps. They are referred to, never copied.</summary>
internal interface IEvidenceSource
{
    /// <summary>Short name, kept with every reference, for example <c>case</c>.</summary>
    string Kind { get; }

    /// <summary>What is finished and the caller may see, the newest first.</summary>
    /// <param name="words">A number, or words of class or place; empty for all.</param>
    Task<IReadOnlyList<HeldEvidence>> FindAsync(
        Caller caller, string words, int limit, CancellationToken stop);

    /// <summary>Whether the caller may name this entry as evidence: it is finished, and the caller
    /// may see it.</summary>
    Task<bool> MayNameAsync(Caller caller, string key, CancellationToken stop);

    /// <summary>Entries by their keys, for whoever reads the material; those that are gone or
    /// private now are left out.</summary>
    Task<IReadOnlyDictionary<string, HeldEvidence>> NameAsync(
        IReadOnlyCollection<string> keys, CancellationToken stop);
}
