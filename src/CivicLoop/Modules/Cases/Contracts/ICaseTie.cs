namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Where a case came from, as its page shows it.</summary>
/// <param name="Label">What it is, in the reader's language.</param>
/// <param name="Text">Which one it is.</param>
/// <param name="Address">Its page in the console.</param>
internal sealed record CaseTie(string Label, string Text, string Address);

/// <summary>Says of a case where else in the city's work it came from, or is spoken of. A mechanism
/// registers one; the kernel asks no mechanism by name.</summary>
internal interface ICaseTie
{
    /// <summary>Empty where there is nothing to say; one query, because the page asks all.
    /// </summary>
    Task<IReadOnlyList<CaseTie>> OfAsync(Guid caseId, string language, CancellationToken stop);
}
