using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Bulletins;

/// <summary>A block as its editor leaves it.</summary>
/// <param name="N">Which one; null for a block to be added.</param>
/// <param name="Kind">Of a block to be added.</param>
public sealed record BlockWish(int? N, BlockKind? Kind, string? Heading, string? Words)
{
    /// <summary>Numbers of the cases shown, for pictures; null leaves them.</summary>
    public IReadOnlyList<string>? Cases { get; init; }
}

/// <summary>What an editor may do with a bulletin: its title, the words and the order of its
/// blocks; never a figure.</summary>
public static class BulletinEditing
{
    /// <summary>More blocks than this are two bulletins.</summary>
    public const int BlocksMax = 40;

    /// <summary>Pairs of pictures of one block.</summary>
    public const int PairsMax = 12;

    /// <summary>The blocks a new bulletin begins with.</summary>
    public static IReadOnlyList<BlockKind> Template(BulletinKind kind) => kind switch
    {
        BulletinKind.Weekly or BulletinKind.Monthly =>
        [
            BlockKind.Words, BlockKind.Figures, BlockKind.Districts, BlockKind.Departments,
            BlockKind.Trend, BlockKind.Pictures, BlockKind.Overdue, BlockKind.Words,
        ],
        BulletinKind.Special =>
        [
            BlockKind.Words, BlockKind.Figures, BlockKind.Trend, BlockKind.Pictures,
            BlockKind.Overdue, BlockKind.Words,
        ],
    };

    /// <summary>The blocks as wished, in the order of the wishes; what is not wished for is left
    /// out. A block added holds no figures yet. Errors: too many; one that is not there; a heading
    /// or words that are too long; words without any.</summary>
    public static Outcome<IReadOnlyList<BulletinBlock>> Blocks(
        IReadOnlyList<BulletinBlock> before, IReadOnlyList<BlockWish> wishes)
    {
        if (wishes.Count > BlocksMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "blocks", BlocksMax);
        }

        var next = before.Select(one => one.N).DefaultIfEmpty(0).Max();
        var after = new List<BulletinBlock>();
        foreach (var (i, wish) in wishes.Index())
        {
            var known = before.FirstOrDefault(one => one.N == wish.N);
            if (wish.N is { } n && (known is null || after.Exists(one => one.N == n)))
            {
                return new Problem(ProblemCode.UnknownValue, $"blocks[{i}].n", $"{n}");
            }

            var block = known ?? new BulletinBlock(++next, wish.Kind ?? BlockKind.Words, "", "");
            var wished = block with
            {
                Heading = wish.Heading?.Trim() ?? block.Heading,
                Words = wish.Words?.ReplaceLineEndings("\n").Trim() ?? block.Words,
            };
            if (Fault(wished, block.N) is { } fault)
            {
                return fault;
            }

            after.Add(wished);
        }

        return after;
    }

    /// <summary>Error: it is missing or too long.</summary>
    public static Outcome<string> Title(string? typed)
    {
        return TextRule.Needed(typed, "headline", Bulletin.TitleMax) is { } unfit
            ? unfit
            : typed!.Trim();
    }

    private static Problem? Fault(BulletinBlock block, int n) =>
        TextRule.Short(block.Heading, $"heading-{n}", BulletinBlock.HeadingMax)
        ?? TextRule.Short(block.Words, $"words-{n}", BulletinBlock.WordsMax);
}
