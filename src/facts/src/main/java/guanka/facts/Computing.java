package guanka.facts;

import java.util.List;

/**
 * What a chip, or an item that is or contains one, can do, as its maker states it. Each figure may be unknown or a range.
 *
 * @param pointer          JSON Pointer of these figures
 * @param rates            peak rates; unknown where none is given
 * @param tpp              total processing performance as the caller computed it
 * @param dieArea          area in mm2 of the logic dies made on a non-planar node
 * @param nonPlanar        whether some die is made on a non-planar node
 * @param density          performance density as the caller computed it
 * @param datacenter       whether it is designed or marketed for datacenters
 * @param memoryBandwidth  total DRAM bandwidth in GB/s
 * @param ioBandwidth      transfer rate in GB/s over all inputs and outputs other than volatile memories
 * @param memory           figures of a high-bandwidth memory stack or package by itself
 */
public record Computing(
        String pointer,
        Known<List<Rate>> rates,
        Known<Bounds> tpp,
        Known<Bounds> dieArea,
        Known<Boolean> nonPlanar,
        Known<Bounds> density,
        Known<Boolean> datacenter,
        Known<Bounds> memoryBandwidth,
        Known<Bounds> ioBandwidth,
        Known<Memory> memory) {

    /**
     * A peak rate that the maker claims.
     *
     * @param bits   bit length of the inputs of the operation
     * @param tops   tera-operations a second, a multiply and an add counted as two
     * @param sparse whether the figure assumes sparsity, so that the dense rate lies below it
     */
    public record Rate(int bits, Known<Bounds> tops, boolean sparse) {}

    /**
     * A stack or package of high-bandwidth memory.
     *
     * @param bandwidth  in GB/s
     * @param area       of the stack or package in mm2
     * @param copackaged whether it shares a package with a processor whose work is the dominant function
     */
    public record Memory(Known<Bounds> bandwidth, Known<Bounds> area, Known<Boolean> copackaged) {}
}
