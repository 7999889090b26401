using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Notices;

/// <summary>Up to when a person has read everything.</summary>
internal sealed record NoticeMark(string Reader, DateTimeOffset ReadUntil);

/// <summary>One notice read since the mark.</summary>
internal sealed record NoticeRead(string Reader, Guid NoticeId, DateTimeOffset ReadAt);

internal sealed class NoticeMarkMap : IEntityTypeConfiguration<NoticeMark>
{
    public void Configure(EntityTypeBuilder<NoticeMark> builder)
    {
        builder.ToTable("notice_marks");
        builder.HasKey(row => row.Reader);
    }
}

internal sealed class NoticeReadMap : IEntityTypeConfiguration<NoticeRead>
{
    public void Configure(EntityTypeBuilder<NoticeRead> builder)
    {
        builder.ToTable("notice_reads");
        builder.HasKey(row => new { row.Reader, row.NoticeId });
    }
}
