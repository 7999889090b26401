using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A bulletin as a Word file: native tables and chart, the pictures in it, and every
/// figure still linked to what it counts.</summary>
internal sealed class BulletinPaper(
    BulletinWords words, BulletinPictures released, Pictures pictures, ReaderTexts texts,
    CityHolder city)
{
    public const string ContentType =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <param name="root">Where the console is reached, for links.</param>
    public async Task<byte[]> WriteAsync(Bulletin bulletin, string root, CancellationToken stop)
    {
        using var paper = new WordPaper(bulletin.Title);
        paper.Words(bulletin.Title, WordStyles.Title);
        paper.Words(
            string.Join("  ", new[]
            {
                bulletin.Number is { } number ? words.NumberN(number) : null,
                CaseNames.Organization(city.Current, texts, bulletin.MadeOrg),
                texts.Date(bulletin.PublishedAt ?? bulletin.FilledAt),
            }.OfType<string>()),
            WordStyles.Facts);
        var blocks = await released.StillOutAsync(BulletinText.Read(bulletin.Blocks), stop);
        foreach (var block in blocks.Where(one => !one.IsEmpty))
        {
            paper.Words(block.Heading, WordStyles.Heading);
            paper.Words(block.Words, WordStyles.Body);
            if (block.Kind == BlockKind.Pictures)
            {
                await WritePicturesAsync(paper, block, stop);
            }
            else if (block.Rows.Count > 0)
            {
                WriteRows(paper, block, root);
            }
        }

        return paper.Close();
    }

    private void WriteRows(WordPaper paper, BulletinBlock block, string root)
    {
        WordCell Figure(BulletinRow row, BulletinFigure one) => new(
            BulletinWords.Value(one), root + BulletinWords.Address(block, row, one));
        var names = block.Rows[0].Figures.Select(words.Name).ToList();
        switch (block.Kind)
        {
            case BlockKind.Figures:
                var whole = block.Rows[0];
                paper.Table(
                    [words["Figure"], words["This"], words["Before"], words["Change"]],
                    whole.Figures.Select(one => (IReadOnlyList<WordCell>)
                    [
                        new(words.Name(one)), Figure(whole, one), new(BulletinWords.Before(one)),
                        new(words.Change(one)),
                    ]));
                break;
            case BlockKind.Districts or BlockKind.Departments:
                paper.Words(words.RankingHow, WordStyles.Body);
                paper.Table(
                    [words["Rank"], words["Name"], names[0], words["Interval"], .. names.Skip(1)],
                    block.Rows.Select(row => (IReadOnlyList<WordCell>)
                    [
                        new(words.Rank(row, block)), new(words.Line(block, row)),
                        Figure(row, row.Figures[0]),
                        new(BulletinWords.Interval(row.Figures[0])),
                        .. row.Figures.Skip(1).Select(one => Figure(row, one)),
                    ]));
                break;
            case BlockKind.Trend:
                paper.Chart(names[0],
                    [.. block.Rows.Select(row => ($"{row.FirstDay:MM-dd}", row.Figures[0].Part))]);
                paper.Table(
                    [words["Period"], .. names],
                    block.Rows.Select(row => (IReadOnlyList<WordCell>)
                        [
                            new(words.Line(block, row)),
                            .. row.Figures.Select(one => Figure(row, one)),
                        ]));
                break;
            case BlockKind.Overdue:
                paper.Table(
                    [words["Unit"], words.Name($"{Measure.OpenOverdue}"), words["Longest"]],
                    block.Rows.Select(row => (IReadOnlyList<WordCell>)
                        [
                            new(words.Line(block, row)), Figure(row, row.Figures[0]),
                            new(string.Join('\n', row.Cases)),
                        ]));
                break;
            case BlockKind.Words or BlockKind.Pictures:
                break;
        }
    }

    private async Task WritePicturesAsync(
        WordPaper paper, BulletinBlock block, CancellationToken stop)
    {
        var sizes = await pictures.SizesAsync(
            [.. block.Pairs.SelectMany(one => new[] { one.Before, one.After }).OfType<string>()],
            stop);
        foreach (var pair in block.Pairs)
        {
            var shown = new List<WordPicture>();
            foreach (var (id, name) in new[]
            {
                (pair.Before, words["PictureBefore"]), (pair.After, words["PictureAfter"]),
            })
            {
                if (id is not null && sizes.TryGetValue(id, out var size)
                    && await pictures.OpenAsync(id, PictureSize.Public, stop) is { } opened)
                {
                    using var jpeg = new MemoryStream();
                    await using (opened.Content)
                    {
                        await opened.Content.CopyToAsync(jpeg, stop);
                    }

                    shown.Add(new WordPicture(
                        jpeg.ToArray(), size.Width, size.Height,
                        $"{name} · {pair.CaseNumber} {words.Class(pair)}"));
                }
            }

            if (shown.Count > 0)
            {
                paper.Pictures(shown);
            }
        }
    }
}
