namespace CivicLoop.Domain.Inspections;

/// <summary>What does not fit in a draw.</summary>
public enum DrawFault
{
    /// <summary>The journal holds no commitment for it.</summary>
    NotCommitted,

    /// <summary>The frame is not the one that was fixed.</summary>
    FrameChanged,

    /// <summary>The rule is not the one that was fixed.</summary>
    RuleChanged,

    /// <summary>The secret is not the one that was fixed.</summary>
    SecretChanged,

    /// <summary>The public word is not the one the draw was made with.</summary>
    WordChanged,

    /// <summary>The sites are not those that were drawn on that day.</summary>
    SitesChanged,

    /// <summary>Drawn again, frame, rule and seed make other sites.</summary>
    SitesMisfit,

    /// <summary>The journal of the draw itself was changed.</summary>
    JournalBroken,
}

/// <summary>What was fixed before a draw, as the journal has it.</summary>
/// <param name="Rule">As <see cref="DrawRule"/> writes it.</param>
/// <param name="Source">Where a public word comes from; empty where none was announced.</param>
public sealed record DrawCommitment(
    string Rule, string FrameHash, string SecretHash, string Source);

/// <summary>What was drawn, as the journal has it.</summary>
public sealed record DrawResult(string Word, string SitesHash);

/// <summary>A draw as it is stored beside the journal.</summary>
/// <param name="Secret">Null until it is revealed.</param>
/// <param name="Sites">Codes in the order of the draw; empty before it.</param>
public sealed record StoredDraw(
    string Rule, IReadOnlyList<FrameSite> Frame, string? Secret, string? Word,
    IReadOnlyList<string> Sites);

/// <summary>Holds a draw against what was fixed before it.</summary>
public static class DrawProof
{
    /// <summary>All that does not fit; empty where everything does. Before the secret is revealed
    /// only frame, rule and sites can be proved unchanged.</summary>
    public static IReadOnlyList<DrawFault> Check(
        DrawCommitment? fixedBefore, DrawResult? result, StoredDraw stored)
    {
        if (fixedBefore is null)
        {
            return [DrawFault.NotCommitted];
        }

        var faults = new List<DrawFault>();
        Note(faults, DrawFault.FrameChanged,
            DrawFrame.HashOf(stored.Frame) != fixedBefore.FrameHash);
        Note(faults, DrawFault.RuleChanged, stored.Rule != fixedBefore.Rule);
        if (result is not null)
        {
            Note(faults, DrawFault.WordChanged, stored.Word != result.Word);
            Note(faults, DrawFault.SitesChanged,
                SiteDraw.HashOf(stored.Sites) != result.SitesHash);
        }

        if (stored.Secret is { } secret)
        {
            Note(faults, DrawFault.SecretChanged,
                DrawFrame.Hash(secret) != fixedBefore.SecretHash);
            Note(faults, DrawFault.SitesMisfit, !Repeats(stored, secret));
        }

        return faults;
    }

    private static bool Repeats(StoredDraw stored, string secret) =>
        DrawRule.Parse(stored.Rule).Try(out var rule, out _)
        && SiteDraw.Run(SiteDraw.SeedOf(secret, stored.Word ?? ""), stored.Frame, rule).Sites
            .Select(one => one.Site.Code).SequenceEqual(stored.Sites);

    private static void Note(List<DrawFault> faults, DrawFault fault, bool isSo)
    {
        if (isSo)
        {
            faults.Add(fault);
        }
    }
}
