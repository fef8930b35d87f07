using Training.Domain.Calendar;

namespace Training.Domain.Tests.Calendar;

public sealed class CalendarTextTests
{
    [Fact]
    public void A_list_is_read_as_offices_type_it()
    {
        var read = CalendarText.Read("\uFEFF日期,节日,放假或上班\r\n2027-01-01,元旦,放假\r\n2027/1/2，元旦，休\r\n\r\n2027年1月3日\t元旦\tholiday\n2027.1.9,元旦,上班\n", 2027);

        Assert.Empty(read.Wrong);
        Assert.Equal(
            [
                new(new DateOnly(2027, 1, 1), "元旦", CalendarDayKind.Holiday), new(new DateOnly(2027, 1, 2), "元旦", CalendarDayKind.Holiday),
                new(new DateOnly(2027, 1, 3), "元旦", CalendarDayKind.Holiday), new(new DateOnly(2027, 1, 9), "元旦", CalendarDayKind.MakeUpWorkday),
            ],
            read.Facts);
    }

    [Fact]
    public void Every_wrong_line_is_told_by_its_number()
    {
        var read = CalendarText.Read("2027-02-30,春节,放假\n2027-02-06,春节,放假\n2027-02-06,春节,放假\n2026-12-31,元旦,放假\n2027-03-01,补班,上班\n2027-02-07,,放假\n2027-02-08,春节\n2027-02-09,春节,也许", 2027);

        Assert.Equal([1, 3, 4, 5, 6, 7, 8], read.Wrong.Select(w => w.Line));
        Assert.Contains("第 2 行已经写过", read.Wrong[1].Sentence, StringComparison.Ordinal);
        Assert.Contains("本来就上班", read.Wrong[3].Sentence, StringComparison.Ordinal);
        Assert.Single(read.Facts);
    }

    [Fact]
    public void The_shipped_list_is_whole() => Assert.Equal((141, 0), (CalendarText.Shipped().Facts.Count, CalendarText.Shipped().Wrong.Count));
}
