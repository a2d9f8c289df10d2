package tritonc.codegen.x86;

import static tritonc.codegen.x86.VectorForm.Coding.B00;
import static tritonc.codegen.x86.VectorForm.Coding.B01;
import static tritonc.codegen.x86.VectorForm.Coding.B11;
import static tritonc.codegen.x86.VectorForm.Coding.E0;
import static tritonc.codegen.x86.VectorForm.Coding.E1;
import static tritonc.codegen.x86.VectorForm.Coding.V0;
import static tritonc.codegen.x86.VectorForm.Coding.V1;
import static tritonc.codegen.x86.VectorForm.Flag.L1;
import static tritonc.codegen.x86.VectorForm.Flag.MEMORY;
import static tritonc.codegen.x86.VectorForm.Flag.REGISTER;
import static tritonc.codegen.x86.VectorForm.Flag.RMW;
import static tritonc.codegen.x86.VectorForm.Flag.SWAP;
import static tritonc.codegen.x86.VectorForm.Flag.TEST;
import static tritonc.codegen.x86.VectorForm.Flag.UNMASKED;
import static tritonc.codegen.x86.VectorForm.Flag.WIDE;
import static tritonc.codegen.x86.VectorForm.Flag.YMM;
import static tritonc.codegen.x86.VectorForm.Flag.ZMM;
import static tritonc.codegen.x86.VectorForm.Map.M0F;
import static tritonc.codegen.x86.VectorForm.Map.M38;
import static tritonc.codegen.x86.VectorForm.Map.M3A;
import static tritonc.codegen.x86.VectorForm.Map.M5;
import static tritonc.codegen.x86.VectorForm.Map.M6;
import static tritonc.codegen.x86.VectorForm.Pattern.GATHER;
import static tritonc.codegen.x86.VectorForm.Pattern.GATHER_V;
import static tritonc.codegen.x86.VectorForm.Pattern.MR;
import static tritonc.codegen.x86.VectorForm.Pattern.MRI;
import static tritonc.codegen.x86.VectorForm.Pattern.MVR;
import static tritonc.codegen.x86.VectorForm.Pattern.RM;
import static tritonc.codegen.x86.VectorForm.Pattern.RMI;
import static tritonc.codegen.x86.VectorForm.Pattern.RMV;
import static tritonc.codegen.x86.VectorForm.Pattern.RVM;
import static tritonc.codegen.x86.VectorForm.Pattern.RVMI;
import static tritonc.codegen.x86.VectorForm.Pattern.RVMR;
import static tritonc.codegen.x86.VectorForm.Pattern.SCATTER;
import static tritonc.codegen.x86.VectorForm.Pattern.VMI;
import static tritonc.codegen.x86.VectorForm.Prefix.NP;
import static tritonc.codegen.x86.VectorForm.Prefix.P66;
import static tritonc.codegen.x86.VectorForm.Prefix.PF2;
import static tritonc.codegen.x86.VectorForm.Prefix.PF3;
import static tritonc.codegen.x86.VectorForm.Tuple.DUP;
import static tritonc.codegen.x86.VectorForm.Tuple.FV2;
import static tritonc.codegen.x86.VectorForm.Tuple.FV4;
import static tritonc.codegen.x86.VectorForm.Tuple.FV8;
import static tritonc.codegen.x86.VectorForm.Tuple.FVM;
import static tritonc.codegen.x86.VectorForm.Tuple.HV2;
import static tritonc.codegen.x86.VectorForm.Tuple.HV4;
import static tritonc.codegen.x86.VectorForm.Tuple.HVM;
import static tritonc.codegen.x86.VectorForm.Tuple.NONE;
import static tritonc.codegen.x86.VectorForm.Tuple.OVM;
import static tritonc.codegen.x86.VectorForm.Tuple.QVM;
import static tritonc.codegen.x86.VectorForm.Tuple.S1;
import static tritonc.codegen.x86.VectorForm.Tuple.S16;
import static tritonc.codegen.x86.VectorForm.Tuple.S2;
import static tritonc.codegen.x86.VectorForm.Tuple.S32;
import static tritonc.codegen.x86.VectorForm.Tuple.S4;
import static tritonc.codegen.x86.VectorForm.Tuple.S8;

import org.jspecify.annotations.Nullable;

import tritonc.ir.target.CpuFeature;

import java.util.Locale;

/// Instructions with a VEX or EVEX prefix: vectors, masks, and the newer general ones. A name with
/// an underscore is another form of the mnemonic before it.
///
/// The columns: where the operands go; what each is (`v` a vector of the operation's bits, `h` `q`
/// `e` one of half, a quarter, an eighth of them and at least 128, `x` one of 128 bits, `k` a mask,
/// `g` and `G` a general register of 32 and 64 bits, `i` an immediate byte); table, prefix and
/// opcode; forms; memory; extension of the opcode; flags.
public enum VectorOp implements Op {
    VADDPS(RVM, "vvv", M0F, NP, 0x58, B00, FV4),
    VADDPD(RVM, "vvv", M0F, P66, 0x58, B01, FV8),
    VADDSS(RVM, "xxx", M0F, PF3, 0x58, B00, S4),
    VADDSD(RVM, "xxx", M0F, PF2, 0x58, B01, S8),
    VMULPS(RVM, "vvv", M0F, NP, 0x59, B00, FV4),
    VMULPD(RVM, "vvv", M0F, P66, 0x59, B01, FV8),
    VMULSS(RVM, "xxx", M0F, PF3, 0x59, B00, S4),
    VMULSD(RVM, "xxx", M0F, PF2, 0x59, B01, S8),
    VSUBPS(RVM, "vvv", M0F, NP, 0x5C, B00, FV4),
    VSUBPD(RVM, "vvv", M0F, P66, 0x5C, B01, FV8),
    VSUBSS(RVM, "xxx", M0F, PF3, 0x5C, B00, S4),
    VSUBSD(RVM, "xxx", M0F, PF2, 0x5C, B01, S8),
    VMINPS(RVM, "vvv", M0F, NP, 0x5D, B00, FV4),
    VMINPD(RVM, "vvv", M0F, P66, 0x5D, B01, FV8),
    VMINSS(RVM, "xxx", M0F, PF3, 0x5D, B00, S4),
    VMINSD(RVM, "xxx", M0F, PF2, 0x5D, B01, S8),
    VDIVPS(RVM, "vvv", M0F, NP, 0x5E, B00, FV4),
    VDIVPD(RVM, "vvv", M0F, P66, 0x5E, B01, FV8),
    VDIVSS(RVM, "xxx", M0F, PF3, 0x5E, B00, S4),
    VDIVSD(RVM, "xxx", M0F, PF2, 0x5E, B01, S8),
    VMAXPS(RVM, "vvv", M0F, NP, 0x5F, B00, FV4),
    VMAXPD(RVM, "vvv", M0F, P66, 0x5F, B01, FV8),
    VMAXSS(RVM, "xxx", M0F, PF3, 0x5F, B00, S4),
    VMAXSD(RVM, "xxx", M0F, PF2, 0x5F, B01, S8),
    VSQRTPS(RM, "vv", M0F, NP, 0x51, B00, FV4),
    VSQRTPD(RM, "vv", M0F, P66, 0x51, B01, FV8),
    VSQRTSS(RVM, "xxx", M0F, PF3, 0x51, B00, S4),
    VSQRTSD(RVM, "xxx", M0F, PF2, 0x51, B01, S8),
    VANDPS(RVM, "vvv", M0F, NP, 0x54, B00, FV4),
    VANDPD(RVM, "vvv", M0F, P66, 0x54, B01, FV8),
    VANDNPS(RVM, "vvv", M0F, NP, 0x55, B00, FV4),
    VANDNPD(RVM, "vvv", M0F, P66, 0x55, B01, FV8),
    VORPS(RVM, "vvv", M0F, NP, 0x56, B00, FV4),
    VORPD(RVM, "vvv", M0F, P66, 0x56, B01, FV8),
    VXORPS(RVM, "vvv", M0F, NP, 0x57, B00, FV4),
    VXORPD(RVM, "vvv", M0F, P66, 0x57, B01, FV8),
    VUNPCKLPS(RVM, "vvv", M0F, NP, 0x14, B00, FV4),
    VUNPCKLPD(RVM, "vvv", M0F, P66, 0x14, B01, FV8),
    VUNPCKHPS(RVM, "vvv", M0F, NP, 0x15, B00, FV4),
    VUNPCKHPD(RVM, "vvv", M0F, P66, 0x15, B01, FV8),
    VSHUFPS(RVMI, "vvvi", M0F, NP, 0xC6, B00, FV4),
    VSHUFPD(RVMI, "vvvi", M0F, P66, 0xC6, B01, FV8),
    VFMADD132PS(RVM, "vvv", M38, P66, 0x98, B00, FV4, -1, RMW),
    VFMADD132PD(RVM, "vvv", M38, P66, 0x98, B11, FV8, -1, RMW),
    VFMADD132SS(RVM, "xxx", M38, P66, 0x99, B00, S4, -1, RMW),
    VFMADD132SD(RVM, "xxx", M38, P66, 0x99, B11, S8, -1, RMW),
    VFMADD213PS(RVM, "vvv", M38, P66, 0xA8, B00, FV4, -1, RMW),
    VFMADD213PD(RVM, "vvv", M38, P66, 0xA8, B11, FV8, -1, RMW),
    VFMADD213SS(RVM, "xxx", M38, P66, 0xA9, B00, S4, -1, RMW),
    VFMADD213SD(RVM, "xxx", M38, P66, 0xA9, B11, S8, -1, RMW),
    VFMADD231PS(RVM, "vvv", M38, P66, 0xB8, B00, FV4, -1, RMW),
    VFMADD231PD(RVM, "vvv", M38, P66, 0xB8, B11, FV8, -1, RMW),
    VFMADD231SS(RVM, "xxx", M38, P66, 0xB9, B00, S4, -1, RMW),
    VFMADD231SD(RVM, "xxx", M38, P66, 0xB9, B11, S8, -1, RMW),
    VFMSUB132PS(RVM, "vvv", M38, P66, 0x9A, B00, FV4, -1, RMW),
    VFMSUB132PD(RVM, "vvv", M38, P66, 0x9A, B11, FV8, -1, RMW),
    VFMSUB132SS(RVM, "xxx", M38, P66, 0x9B, B00, S4, -1, RMW),
    VFMSUB132SD(RVM, "xxx", M38, P66, 0x9B, B11, S8, -1, RMW),
    VFMSUB213PS(RVM, "vvv", M38, P66, 0xAA, B00, FV4, -1, RMW),
    VFMSUB213PD(RVM, "vvv", M38, P66, 0xAA, B11, FV8, -1, RMW),
    VFMSUB213SS(RVM, "xxx", M38, P66, 0xAB, B00, S4, -1, RMW),
    VFMSUB213SD(RVM, "xxx", M38, P66, 0xAB, B11, S8, -1, RMW),
    VFMSUB231PS(RVM, "vvv", M38, P66, 0xBA, B00, FV4, -1, RMW),
    VFMSUB231PD(RVM, "vvv", M38, P66, 0xBA, B11, FV8, -1, RMW),
    VFMSUB231SS(RVM, "xxx", M38, P66, 0xBB, B00, S4, -1, RMW),
    VFMSUB231SD(RVM, "xxx", M38, P66, 0xBB, B11, S8, -1, RMW),
    VFNMADD132PS(RVM, "vvv", M38, P66, 0x9C, B00, FV4, -1, RMW),
    VFNMADD132PD(RVM, "vvv", M38, P66, 0x9C, B11, FV8, -1, RMW),
    VFNMADD132SS(RVM, "xxx", M38, P66, 0x9D, B00, S4, -1, RMW),
    VFNMADD132SD(RVM, "xxx", M38, P66, 0x9D, B11, S8, -1, RMW),
    VFNMADD213PS(RVM, "vvv", M38, P66, 0xAC, B00, FV4, -1, RMW),
    VFNMADD213PD(RVM, "vvv", M38, P66, 0xAC, B11, FV8, -1, RMW),
    VFNMADD213SS(RVM, "xxx", M38, P66, 0xAD, B00, S4, -1, RMW),
    VFNMADD213SD(RVM, "xxx", M38, P66, 0xAD, B11, S8, -1, RMW),
    VFNMADD231PS(RVM, "vvv", M38, P66, 0xBC, B00, FV4, -1, RMW),
    VFNMADD231PD(RVM, "vvv", M38, P66, 0xBC, B11, FV8, -1, RMW),
    VFNMADD231SS(RVM, "xxx", M38, P66, 0xBD, B00, S4, -1, RMW),
    VFNMADD231SD(RVM, "xxx", M38, P66, 0xBD, B11, S8, -1, RMW),
    VFNMSUB132PS(RVM, "vvv", M38, P66, 0x9E, B00, FV4, -1, RMW),
    VFNMSUB132PD(RVM, "vvv", M38, P66, 0x9E, B11, FV8, -1, RMW),
    VFNMSUB132SS(RVM, "xxx", M38, P66, 0x9F, B00, S4, -1, RMW),
    VFNMSUB132SD(RVM, "xxx", M38, P66, 0x9F, B11, S8, -1, RMW),
    VFNMSUB213PS(RVM, "vvv", M38, P66, 0xAE, B00, FV4, -1, RMW),
    VFNMSUB213PD(RVM, "vvv", M38, P66, 0xAE, B11, FV8, -1, RMW),
    VFNMSUB213SS(RVM, "xxx", M38, P66, 0xAF, B00, S4, -1, RMW),
    VFNMSUB213SD(RVM, "xxx", M38, P66, 0xAF, B11, S8, -1, RMW),
    VFNMSUB231PS(RVM, "vvv", M38, P66, 0xBE, B00, FV4, -1, RMW),
    VFNMSUB231PD(RVM, "vvv", M38, P66, 0xBE, B11, FV8, -1, RMW),
    VFNMSUB231SS(RVM, "xxx", M38, P66, 0xBF, B00, S4, -1, RMW),
    VFNMSUB231SD(RVM, "xxx", M38, P66, 0xBF, B11, S8, -1, RMW),
    VADDPH(RVM, "vvv", M5, NP, 0x58, E0, FV2),
    VADDSH(RVM, "xxx", M5, PF3, 0x58, E0, S2),
    VMULPH(RVM, "vvv", M5, NP, 0x59, E0, FV2),
    VMULSH(RVM, "xxx", M5, PF3, 0x59, E0, S2),
    VSUBPH(RVM, "vvv", M5, NP, 0x5C, E0, FV2),
    VSUBSH(RVM, "xxx", M5, PF3, 0x5C, E0, S2),
    VMINPH(RVM, "vvv", M5, NP, 0x5D, E0, FV2),
    VMINSH(RVM, "xxx", M5, PF3, 0x5D, E0, S2),
    VDIVPH(RVM, "vvv", M5, NP, 0x5E, E0, FV2),
    VDIVSH(RVM, "xxx", M5, PF3, 0x5E, E0, S2),
    VMAXPH(RVM, "vvv", M5, NP, 0x5F, E0, FV2),
    VMAXSH(RVM, "xxx", M5, PF3, 0x5F, E0, S2),
    VSQRTPH(RM, "vv", M5, NP, 0x51, E0, FV2),
    VSQRTSH(RVM, "xxx", M5, PF3, 0x51, E0, S2),
    VFMADD132PH(RVM, "vvv", M6, P66, 0x98, E0, FV2, -1, RMW),
    VFMADD213PH(RVM, "vvv", M6, P66, 0xA8, E0, FV2, -1, RMW),
    VFMADD231PH(RVM, "vvv", M6, P66, 0xB8, E0, FV2, -1, RMW),
    VFNMADD132PH(RVM, "vvv", M6, P66, 0x9C, E0, FV2, -1, RMW),
    VFNMADD213PH(RVM, "vvv", M6, P66, 0xAC, E0, FV2, -1, RMW),
    VFNMADD231PH(RVM, "vvv", M6, P66, 0xBC, E0, FV2, -1, RMW),
    VCVTPS2PHX(RM, "hv", M5, P66, 0x1D, E0, FV4),
    VCVTPH2PSX(RM, "vh", M6, P66, 0x13, E0, HV2),
    VCMPPH(RVMI, "kvvi", M3A, NP, 0xC2, E0, FV2),
    VMOVW(RM, "xg", M5, P66, 0x6E, E0, S2, -1, UNMASKED),
    VMOVW_STORE(MR, "gx", M5, P66, 0x7E, E0, S2, -1, UNMASKED),
    VCMPPS(RVMI, "vvvi", M0F, NP, 0xC2, V0, FVM),
    VCMPPD(RVMI, "vvvi", M0F, P66, 0xC2, V0, FVM),
    VCMPPS_K(RVMI, "kvvi", M0F, NP, 0xC2, E0, FV4),
    VCMPPD_K(RVMI, "kvvi", M0F, P66, 0xC2, E1, FV8),
    VCMPSS_K(RVMI, "kxxi", M0F, PF3, 0xC2, E0, S4),
    VCMPSD_K(RVMI, "kxxi", M0F, PF2, 0xC2, E1, S8),
    VUCOMISS(RM, "xx", M0F, NP, 0x2E, B00, S4, -1, TEST, UNMASKED),
    VUCOMISD(RM, "xx", M0F, P66, 0x2E, B01, S8, -1, TEST, UNMASKED),
    VPCMPB(RVMI, "kvvi", M3A, P66, 0x3F, E0, FVM),
    VPCMPUB(RVMI, "kvvi", M3A, P66, 0x3E, E0, FVM),
    VPCMPW(RVMI, "kvvi", M3A, P66, 0x3F, E1, FVM),
    VPCMPUW(RVMI, "kvvi", M3A, P66, 0x3E, E1, FVM),
    VPCMPD(RVMI, "kvvi", M3A, P66, 0x1F, E0, FV4),
    VPCMPUD(RVMI, "kvvi", M3A, P66, 0x1E, E0, FV4),
    VPCMPQ(RVMI, "kvvi", M3A, P66, 0x1F, E1, FV8),
    VPCMPUQ(RVMI, "kvvi", M3A, P66, 0x1E, E1, FV8),
    VPCMPEQB(RVM, "vvv", M0F, P66, 0x74, V0, FVM),
    VPCMPEQW(RVM, "vvv", M0F, P66, 0x75, V0, FVM),
    VPCMPEQD(RVM, "vvv", M0F, P66, 0x76, V0, FVM),
    VPCMPGTB(RVM, "vvv", M0F, P66, 0x64, V0, FVM),
    VPCMPGTW(RVM, "vvv", M0F, P66, 0x65, V0, FVM),
    VPCMPGTD(RVM, "vvv", M0F, P66, 0x66, V0, FVM),
    VPCMPEQQ(RVM, "vvv", M38, P66, 0x29, V0, FVM),
    VPCMPGTQ(RVM, "vvv", M38, P66, 0x37, V0, FVM),
    VPTESTMB(RVM, "kvv", M38, P66, 0x26, E0, FVM),
    VPTESTNMB(RVM, "kvv", M38, PF3, 0x26, E0, FVM),
    VPTESTMW(RVM, "kvv", M38, P66, 0x26, E1, FVM),
    VPTESTNMW(RVM, "kvv", M38, PF3, 0x26, E1, FVM),
    VPTESTMD(RVM, "kvv", M38, P66, 0x27, E0, FV4),
    VPTESTNMD(RVM, "kvv", M38, PF3, 0x27, E0, FV4),
    VPTESTMQ(RVM, "kvv", M38, P66, 0x27, E1, FV8),
    VPTESTNMQ(RVM, "kvv", M38, PF3, 0x27, E1, FV8),
    VPMOVM2B(RM, "vk", M38, PF3, 0x28, E0, NONE, -1, UNMASKED),
    VPMOVB2M(RM, "kv", M38, PF3, 0x29, E0, NONE, -1, UNMASKED),
    VPMOVM2W(RM, "vk", M38, PF3, 0x28, E1, NONE, -1, UNMASKED),
    VPMOVW2M(RM, "kv", M38, PF3, 0x29, E1, NONE, -1, UNMASKED),
    VPMOVM2D(RM, "vk", M38, PF3, 0x38, E0, NONE, -1, UNMASKED),
    VPMOVD2M(RM, "kv", M38, PF3, 0x39, E0, NONE, -1, UNMASKED),
    VPMOVM2Q(RM, "vk", M38, PF3, 0x38, E1, NONE, -1, UNMASKED),
    VPMOVQ2M(RM, "kv", M38, PF3, 0x39, E1, NONE, -1, UNMASKED),
    VFPCLASSPS(RMI, "kvi", M3A, P66, 0x66, E0, FV4),
    VFPCLASSPD(RMI, "kvi", M3A, P66, 0x66, E1, FV8),
    VBLENDMPS(RVM, "vvv", M38, P66, 0x65, E0, FV4),
    VBLENDMPD(RVM, "vvv", M38, P66, 0x65, E1, FV8),
    VPBLENDMD(RVM, "vvv", M38, P66, 0x64, E0, FV4),
    VPBLENDMQ(RVM, "vvv", M38, P66, 0x64, E1, FV8),
    VPBLENDMB(RVM, "vvv", M38, P66, 0x66, E0, FVM),
    VPBLENDMW(RVM, "vvv", M38, P66, 0x66, E1, FVM),
    VBLENDVPS(RVMR, "vvvv", M3A, P66, 0x4A, V0, FVM),
    VBLENDVPD(RVMR, "vvvv", M3A, P66, 0x4B, V0, FVM),
    VPBLENDVB(RVMR, "vvvv", M3A, P66, 0x4C, V0, FVM),
    VROUNDPS(RMI, "vvi", M3A, P66, 0x08, V0, FVM),
    VROUNDPD(RMI, "vvi", M3A, P66, 0x09, V0, FVM),
    VROUNDSS(RVMI, "xxxi", M3A, P66, 0x0A, V0, S4),
    VROUNDSD(RVMI, "xxxi", M3A, P66, 0x0B, V0, S8),
    VRNDSCALEPS(RMI, "vvi", M3A, P66, 0x08, E0, FV4),
    VRNDSCALEPD(RMI, "vvi", M3A, P66, 0x09, E1, FV8),
    VRANGEPS(RVMI, "vvvi", M3A, P66, 0x50, E0, FV4),
    VRANGEPD(RVMI, "vvvi", M3A, P66, 0x50, E1, FV8),
    VSCALEFPS(RVM, "vvv", M38, P66, 0x2C, E0, FV4),
    VSCALEFPD(RVM, "vvv", M38, P66, 0x2C, E1, FV8),
    VGETEXPPS(RM, "vv", M38, P66, 0x42, E0, FV4),
    VGETEXPPD(RM, "vv", M38, P66, 0x42, E1, FV8),
    VGETMANTPS(RMI, "vvi", M3A, P66, 0x26, E0, FV4),
    VGETMANTPD(RMI, "vvi", M3A, P66, 0x26, E1, FV8),
    VRCP14PS(RM, "vv", M38, P66, 0x4C, E0, FV4),
    VRSQRT14PS(RM, "vv", M38, P66, 0x4E, E0, FV4),
    VFIXUPIMMPS(RVMI, "vvvi", M3A, P66, 0x54, E0, FV4, -1, RMW),
    VFIXUPIMMPD(RVMI, "vvvi", M3A, P66, 0x54, E1, FV8, -1, RMW),
    VPADDB(RVM, "vvv", M0F, P66, 0xFC, B00, FVM),
    VPADDW(RVM, "vvv", M0F, P66, 0xFD, B00, FVM),
    VPSUBB(RVM, "vvv", M0F, P66, 0xF8, B00, FVM),
    VPSUBW(RVM, "vvv", M0F, P66, 0xF9, B00, FVM),
    VPMULLW(RVM, "vvv", M0F, P66, 0xD5, B00, FVM),
    VPMULHW(RVM, "vvv", M0F, P66, 0xE5, B00, FVM),
    VPMULHUW(RVM, "vvv", M0F, P66, 0xE4, B00, FVM),
    VPMINUB(RVM, "vvv", M0F, P66, 0xDA, B00, FVM),
    VPMAXUB(RVM, "vvv", M0F, P66, 0xDE, B00, FVM),
    VPMINSW(RVM, "vvv", M0F, P66, 0xEA, B00, FVM),
    VPMAXSW(RVM, "vvv", M0F, P66, 0xEE, B00, FVM),
    VPMADDWD(RVM, "vvv", M0F, P66, 0xF5, B00, FVM),
    VPUNPCKLBW(RVM, "vvv", M0F, P66, 0x60, B00, FVM),
    VPUNPCKHBW(RVM, "vvv", M0F, P66, 0x68, B00, FVM),
    VPUNPCKLWD(RVM, "vvv", M0F, P66, 0x61, B00, FVM),
    VPUNPCKHWD(RVM, "vvv", M0F, P66, 0x69, B00, FVM),
    VPAVGB(RVM, "vvv", M0F, P66, 0xE0, B00, FVM),
    VPSADBW(RVM, "vvv", M0F, P66, 0xF6, B00, FVM, -1, UNMASKED),
    VPADDD(RVM, "vvv", M0F, P66, 0xFE, B00, FV4),
    VPSUBD(RVM, "vvv", M0F, P66, 0xFA, B00, FV4),
    VPUNPCKLDQ(RVM, "vvv", M0F, P66, 0x62, B00, FV4),
    VPUNPCKHDQ(RVM, "vvv", M0F, P66, 0x6A, B00, FV4),
    VPADDQ(RVM, "vvv", M0F, P66, 0xD4, B01, FV8),
    VPSUBQ(RVM, "vvv", M0F, P66, 0xFB, B01, FV8),
    VPMULUDQ(RVM, "vvv", M0F, P66, 0xF4, B01, FV8),
    VPUNPCKLQDQ(RVM, "vvv", M0F, P66, 0x6C, B01, FV8),
    VPUNPCKHQDQ(RVM, "vvv", M0F, P66, 0x6D, B01, FV8),
    VPACKSSDW(RVM, "vvv", M0F, P66, 0x6B, B00, FV4),
    VPACKUSDW(RVM, "vvv", M38, P66, 0x2B, B00, FV4),
    VPACKSSWB(RVM, "vvv", M0F, P66, 0x63, B00, FVM),
    VPACKUSWB(RVM, "vvv", M0F, P66, 0x67, B00, FVM),
    VPMINSB(RVM, "vvv", M38, P66, 0x38, B00, FVM),
    VPMAXSB(RVM, "vvv", M38, P66, 0x3C, B00, FVM),
    VPMINUW(RVM, "vvv", M38, P66, 0x3A, B00, FVM),
    VPMAXUW(RVM, "vvv", M38, P66, 0x3E, B00, FVM),
    VPMADDUBSW(RVM, "vvv", M38, P66, 0x04, B00, FVM),
    VPSHUFB(RVM, "vvv", M38, P66, 0x00, B00, FVM),
    VPMINSD(RVM, "vvv", M38, P66, 0x39, B00, FV4),
    VPMAXSD(RVM, "vvv", M38, P66, 0x3D, B00, FV4),
    VPMINUD(RVM, "vvv", M38, P66, 0x3B, B00, FV4),
    VPMAXUD(RVM, "vvv", M38, P66, 0x3F, B00, FV4),
    VPMULLD(RVM, "vvv", M38, P66, 0x40, B00, FV4),
    VPMINSQ(RVM, "vvv", M38, P66, 0x39, E1, FV8),
    VPMAXSQ(RVM, "vvv", M38, P66, 0x3D, E1, FV8),
    VPMINUQ(RVM, "vvv", M38, P66, 0x3B, E1, FV8),
    VPMAXUQ(RVM, "vvv", M38, P66, 0x3F, E1, FV8),
    VPMULLQ(RVM, "vvv", M38, P66, 0x40, E1, FV8),
    VPMULDQ(RVM, "vvv", M38, P66, 0x28, B01, FV8),
    VPABSB(RM, "vv", M38, P66, 0x1C, B00, FVM),
    VPABSW(RM, "vv", M38, P66, 0x1D, B00, FVM),
    VPABSD(RM, "vv", M38, P66, 0x1E, B00, FV4),
    VPABSQ(RM, "vv", M38, P66, 0x1F, E1, FV8),
    VPAND(RVM, "vvv", M0F, P66, 0xDB, V0, FVM),
    VPANDD(RVM, "vvv", M0F, P66, 0xDB, E0, FV4),
    VPANDQ(RVM, "vvv", M0F, P66, 0xDB, E1, FV8),
    VPANDN(RVM, "vvv", M0F, P66, 0xDF, V0, FVM),
    VPANDND(RVM, "vvv", M0F, P66, 0xDF, E0, FV4),
    VPANDNQ(RVM, "vvv", M0F, P66, 0xDF, E1, FV8),
    VPOR(RVM, "vvv", M0F, P66, 0xEB, V0, FVM),
    VPORD(RVM, "vvv", M0F, P66, 0xEB, E0, FV4),
    VPORQ(RVM, "vvv", M0F, P66, 0xEB, E1, FV8),
    VPXOR(RVM, "vvv", M0F, P66, 0xEF, V0, FVM),
    VPXORD(RVM, "vvv", M0F, P66, 0xEF, E0, FV4),
    VPXORQ(RVM, "vvv", M0F, P66, 0xEF, E1, FV8),
    VPTERNLOGD(RVMI, "vvvi", M3A, P66, 0x25, E0, FV4, -1, RMW),
    VPTERNLOGQ(RVMI, "vvvi", M3A, P66, 0x25, E1, FV8, -1, RMW),
    VPTEST(RM, "vv", M38, P66, 0x17, V0, FVM, -1, TEST),
    VMOVMSKPS(RM, "gv", M0F, NP, 0x50, V0, NONE),
    VMOVMSKPD(RM, "gv", M0F, P66, 0x50, V0, NONE),
    VPMOVMSKB(RM, "gv", M0F, P66, 0xD7, V0, NONE),
    VPSLLW_I(VMI, "vvi", M0F, P66, 0x71, B00, FVM, 6),
    VPSRLW_I(VMI, "vvi", M0F, P66, 0x71, B00, FVM, 2),
    VPSRAW_I(VMI, "vvi", M0F, P66, 0x71, B00, FVM, 4),
    VPSLLD_I(VMI, "vvi", M0F, P66, 0x72, B00, FV4, 6),
    VPSRLD_I(VMI, "vvi", M0F, P66, 0x72, B00, FV4, 2),
    VPSRAD_I(VMI, "vvi", M0F, P66, 0x72, B00, FV4, 4),
    VPSLLQ_I(VMI, "vvi", M0F, P66, 0x73, B01, FV8, 6),
    VPSRLQ_I(VMI, "vvi", M0F, P66, 0x73, B01, FV8, 2),
    VPSRAQ_I(VMI, "vvi", M0F, P66, 0x72, E1, FV8, 4),
    VPRORD_I(VMI, "vvi", M0F, P66, 0x72, E0, FV4, 0),
    VPROLD_I(VMI, "vvi", M0F, P66, 0x72, E0, FV4, 1),
    VPRORQ_I(VMI, "vvi", M0F, P66, 0x72, E1, FV8, 0),
    VPROLQ_I(VMI, "vvi", M0F, P66, 0x72, E1, FV8, 1),
    VPSRLDQ_I(VMI, "vvi", M0F, P66, 0x73, B00, FVM, 3, UNMASKED),
    VPSLLDQ_I(VMI, "vvi", M0F, P66, 0x73, B00, FVM, 7, UNMASKED),
    VPSLLVD(RVM, "vvv", M38, P66, 0x47, B00, FV4),
    VPSLLVQ(RVM, "vvv", M38, P66, 0x47, B11, FV8),
    VPSRLVD(RVM, "vvv", M38, P66, 0x45, B00, FV4),
    VPSRLVQ(RVM, "vvv", M38, P66, 0x45, B11, FV8),
    VPSRAVD(RVM, "vvv", M38, P66, 0x46, B00, FV4),
    VPSRAVQ(RVM, "vvv", M38, P66, 0x46, E1, FV8),
    VPSLLVW(RVM, "vvv", M38, P66, 0x12, E1, FVM),
    VPSRLVW(RVM, "vvv", M38, P66, 0x10, E1, FVM),
    VPSRAVW(RVM, "vvv", M38, P66, 0x11, E1, FVM),
    VPROLVD(RVM, "vvv", M38, P66, 0x15, E0, FV4),
    VPROLVQ(RVM, "vvv", M38, P66, 0x15, E1, FV8),
    VPOPCNTD(RM, "vv", M38, P66, 0x55, E0, FV4),
    VPOPCNTQ(RM, "vv", M38, P66, 0x55, E1, FV8),
    VPLZCNTD(RM, "vv", M38, P66, 0x44, E0, FV4),
    VPLZCNTQ(RM, "vv", M38, P66, 0x44, E1, FV8),
    VPCONFLICTD(RM, "vv", M38, P66, 0xC4, E0, FV4),
    VPCONFLICTQ(RM, "vv", M38, P66, 0xC4, E1, FV8),
    VMOVUPS(RM, "vv", M0F, NP, 0x10, B00, FVM, -1, SWAP),
    VMOVUPS_STORE(MR, "vv", M0F, NP, 0x11, B00, FVM, -1, MEMORY),
    VMOVUPD(RM, "vv", M0F, P66, 0x10, B01, FVM, -1, SWAP),
    VMOVUPD_STORE(MR, "vv", M0F, P66, 0x11, B01, FVM, -1, MEMORY),
    VMOVAPS(RM, "vv", M0F, NP, 0x28, B00, FVM, -1, SWAP),
    VMOVAPS_STORE(MR, "vv", M0F, NP, 0x29, B00, FVM, -1, MEMORY),
    VMOVAPD(RM, "vv", M0F, P66, 0x28, B01, FVM, -1, SWAP),
    VMOVAPD_STORE(MR, "vv", M0F, P66, 0x29, B01, FVM, -1, MEMORY),
    VMOVDQU(RM, "vv", M0F, PF3, 0x6F, V0, FVM, -1, SWAP),
    VMOVDQU_STORE(MR, "vv", M0F, PF3, 0x7F, V0, FVM, -1, MEMORY),
    VMOVDQA(RM, "vv", M0F, P66, 0x6F, V0, FVM, -1, SWAP),
    VMOVDQA_STORE(MR, "vv", M0F, P66, 0x7F, V0, FVM, -1, MEMORY),
    VMOVDQU8(RM, "vv", M0F, PF2, 0x6F, E0, FVM, -1, SWAP),
    VMOVDQU8_STORE(MR, "vv", M0F, PF2, 0x7F, E0, FVM, -1, MEMORY),
    VMOVDQU16(RM, "vv", M0F, PF2, 0x6F, E1, FVM, -1, SWAP),
    VMOVDQU16_STORE(MR, "vv", M0F, PF2, 0x7F, E1, FVM, -1, MEMORY),
    VMOVDQU32(RM, "vv", M0F, PF3, 0x6F, E0, FVM, -1, SWAP),
    VMOVDQU32_STORE(MR, "vv", M0F, PF3, 0x7F, E0, FVM, -1, MEMORY),
    VMOVDQU64(RM, "vv", M0F, PF3, 0x6F, E1, FVM, -1, SWAP),
    VMOVDQU64_STORE(MR, "vv", M0F, PF3, 0x7F, E1, FVM, -1, MEMORY),
    VMOVDQA32(RM, "vv", M0F, P66, 0x6F, E0, FVM, -1, SWAP),
    VMOVDQA32_STORE(MR, "vv", M0F, P66, 0x7F, E0, FVM, -1, MEMORY),
    VMOVDQA64(RM, "vv", M0F, P66, 0x6F, E1, FVM, -1, SWAP),
    VMOVDQA64_STORE(MR, "vv", M0F, P66, 0x7F, E1, FVM, -1, MEMORY),
    VMOVNTPS(MR, "vv", M0F, NP, 0x2B, B00, FVM, -1, MEMORY, UNMASKED),
    VMOVNTPD(MR, "vv", M0F, P66, 0x2B, B01, FVM, -1, MEMORY, UNMASKED),
    VMOVNTDQ(MR, "vv", M0F, P66, 0xE7, B00, FVM, -1, MEMORY, UNMASKED),
    VMOVNTDQA(RM, "vv", M38, P66, 0x2A, B00, FVM, -1, MEMORY, UNMASKED),
    VMASKMOVPS(RVM, "vvv", M38, P66, 0x2C, V0, FVM, -1, MEMORY),
    VMASKMOVPD(RVM, "vvv", M38, P66, 0x2D, V0, FVM, -1, MEMORY),
    VMASKMOVPS_STORE(MVR, "vvv", M38, P66, 0x2E, V0, FVM, -1, MEMORY),
    VMASKMOVPD_STORE(MVR, "vvv", M38, P66, 0x2F, V0, FVM, -1, MEMORY),
    VPMASKMOVD(RVM, "vvv", M38, P66, 0x8C, V0, FVM, -1, MEMORY),
    VPMASKMOVQ(RVM, "vvv", M38, P66, 0x8C, V1, FVM, -1, MEMORY),
    VPMASKMOVD_STORE(MVR, "vvv", M38, P66, 0x8E, V0, FVM, -1, MEMORY),
    VPMASKMOVQ_STORE(MVR, "vvv", M38, P66, 0x8E, V1, FVM, -1, MEMORY),
    VMOVSS(RM, "xx", M0F, PF3, 0x10, B00, S4, -1, MEMORY),
    VMOVSD(RM, "xx", M0F, PF2, 0x10, B01, S8, -1, MEMORY),
    VMOVSS_STORE(MR, "xx", M0F, PF3, 0x11, B00, S4, -1, MEMORY),
    VMOVSD_STORE(MR, "xx", M0F, PF2, 0x11, B01, S8, -1, MEMORY),
    VMOVD(RM, "xg", M0F, P66, 0x6E, B00, S4, -1, UNMASKED),
    VMOVD_STORE(MR, "gx", M0F, P66, 0x7E, B00, S4, -1, UNMASKED),
    VMOVQ(RM, "xG", M0F, P66, 0x6E, B11, S8, -1, REGISTER, UNMASKED),
    VMOVQ_STORE(MR, "Gx", M0F, P66, 0x7E, B11, S8, -1, REGISTER, UNMASKED),
    VBROADCASTSS(RM, "vx", M38, P66, 0x18, B00, S4),
    VBROADCASTSD(RM, "vx", M38, P66, 0x19, B01, S8, -1, WIDE),
    VPBROADCASTB(RM, "vx", M38, P66, 0x78, B00, S1),
    VPBROADCASTW(RM, "vx", M38, P66, 0x79, B00, S2),
    VPBROADCASTD(RM, "vx", M38, P66, 0x58, B00, S4),
    VPBROADCASTQ(RM, "vx", M38, P66, 0x59, B01, S8),
    VPBROADCASTB_G(RM, "vg", M38, P66, 0x7A, E0, NONE),
    VPBROADCASTW_G(RM, "vg", M38, P66, 0x7B, E0, NONE),
    VPBROADCASTD_G(RM, "vg", M38, P66, 0x7C, E0, NONE),
    VPBROADCASTQ_G(RM, "vG", M38, P66, 0x7C, E1, NONE),
    VBROADCASTF32X4(RM, "vx", M38, P66, 0x1A, E0, S16, -1, MEMORY, WIDE),
    VBROADCASTF64X4(RM, "vh", M38, P66, 0x1B, E1, S32, -1, MEMORY, ZMM),
    VBROADCASTF128(RM, "vx", M38, P66, 0x1A, V0, S16, -1, MEMORY, WIDE),
    VMOVSHDUP(RM, "vv", M0F, PF3, 0x16, B00, FVM),
    VMOVSLDUP(RM, "vv", M0F, PF3, 0x12, B00, FVM),
    VMOVDDUP(RM, "vv", M0F, PF2, 0x12, B01, DUP),
    VMOVHLPS(RVM, "xxx", M0F, NP, 0x12, B00, NONE, -1, UNMASKED),
    VMOVLHPS(RVM, "xxx", M0F, NP, 0x16, B00, NONE, -1, UNMASKED),
    VCVTDQ2PS(RM, "vv", M0F, NP, 0x5B, B00, FV4),
    VCVTPS2DQ(RM, "vv", M0F, P66, 0x5B, B00, FV4),
    VCVTTPS2DQ(RM, "vv", M0F, PF3, 0x5B, B00, FV4),
    VCVTUDQ2PS(RM, "vv", M0F, PF2, 0x7A, E0, FV4),
    VCVTTPS2UDQ(RM, "vv", M0F, NP, 0x78, E0, FV4),
    VCVTDQ2PD(RM, "vh", M0F, PF3, 0xE6, B00, HV4),
    VCVTUDQ2PD(RM, "vh", M0F, PF3, 0x7A, E0, HV4),
    VCVTPS2PD(RM, "vh", M0F, NP, 0x5A, B00, HV4),
    VCVTPD2PS(RM, "hv", M0F, P66, 0x5A, B01, FV8),
    VCVTTPD2DQ(RM, "hv", M0F, P66, 0xE6, B01, FV8),
    VCVTPD2DQ(RM, "hv", M0F, PF2, 0xE6, B01, FV8),
    VCVTTPD2UDQ(RM, "hv", M0F, NP, 0x78, E1, FV8),
    VCVTQQ2PD(RM, "vv", M0F, PF3, 0xE6, E1, FV8),
    VCVTUQQ2PD(RM, "vv", M0F, PF3, 0x7A, E1, FV8),
    VCVTTPD2QQ(RM, "vv", M0F, P66, 0x7A, E1, FV8),
    VCVTTPD2UQQ(RM, "vv", M0F, P66, 0x78, E1, FV8),
    VCVTQQ2PS(RM, "hv", M0F, NP, 0x5B, E1, FV8),
    VCVTUQQ2PS(RM, "hv", M0F, PF2, 0x7A, E1, FV8),
    VCVTTPS2QQ(RM, "vh", M0F, P66, 0x7A, E0, HV4),
    VCVTTPS2UQQ(RM, "vh", M0F, P66, 0x78, E0, HV4),
    VCVTPH2PS(RM, "vh", M38, P66, 0x13, B00, HVM),
    VCVTPS2PH(MRI, "hvi", M3A, P66, 0x1D, B00, HVM),
    VCVTSS2SD(RVM, "xxx", M0F, PF3, 0x5A, B00, S4),
    VCVTSD2SS(RVM, "xxx", M0F, PF2, 0x5A, B01, S8),
    VCVTSI2SS(RVM, "xxg", M0F, PF3, 0x2A, B00, S4, -1, UNMASKED),
    VCVTSI2SD(RVM, "xxg", M0F, PF2, 0x2A, B00, S4, -1, UNMASKED),
    VCVTSI2SS_Q(RVM, "xxG", M0F, PF3, 0x2A, B11, S8, -1, UNMASKED),
    VCVTSI2SD_Q(RVM, "xxG", M0F, PF2, 0x2A, B11, S8, -1, UNMASKED),
    VCVTUSI2SS(RVM, "xxg", M0F, PF3, 0x7B, E0, S4, -1, UNMASKED),
    VCVTUSI2SD(RVM, "xxg", M0F, PF2, 0x7B, E0, S4, -1, UNMASKED),
    VCVTUSI2SS_Q(RVM, "xxG", M0F, PF3, 0x7B, E1, S8, -1, UNMASKED),
    VCVTUSI2SD_Q(RVM, "xxG", M0F, PF2, 0x7B, E1, S8, -1, UNMASKED),
    VCVTTSS2SI(RM, "gx", M0F, PF3, 0x2C, B00, S4, -1, UNMASKED),
    VCVTTSD2SI(RM, "gx", M0F, PF2, 0x2C, B00, S8, -1, UNMASKED),
    VCVTTSS2SI_Q(RM, "Gx", M0F, PF3, 0x2C, B11, S4, -1, UNMASKED),
    VCVTTSD2SI_Q(RM, "Gx", M0F, PF2, 0x2C, B11, S8, -1, UNMASKED),
    VCVTTSS2USI(RM, "gx", M0F, PF3, 0x78, E0, S4, -1, UNMASKED),
    VCVTTSD2USI(RM, "gx", M0F, PF2, 0x78, E0, S8, -1, UNMASKED),
    VCVTTSS2USI_Q(RM, "Gx", M0F, PF3, 0x78, E1, S4, -1, UNMASKED),
    VCVTTSD2USI_Q(RM, "Gx", M0F, PF2, 0x78, E1, S8, -1, UNMASKED),
    VCVTNEPS2BF16(RM, "hv", M38, PF3, 0x72, E0, FV4),
    VDPBF16PS(RVM, "vvv", M38, PF3, 0x52, E0, FV4, -1, RMW),
    VPDPBUSD(RVM, "vvv", M38, P66, 0x50, E0, FV4, -1, RMW),
    VPDPBUSDS(RVM, "vvv", M38, P66, 0x51, E0, FV4, -1, RMW),
    VPDPWSSD(RVM, "vvv", M38, P66, 0x52, E0, FV4, -1, RMW),
    VPDPWSSDS(RVM, "vvv", M38, P66, 0x53, E0, FV4, -1, RMW),
    VPDPBUSD_V(RVM, "vvv", M38, P66, 0x50, V0, FVM, -1, RMW),
    VPDPBUSDS_V(RVM, "vvv", M38, P66, 0x51, V0, FVM, -1, RMW),
    VPDPWSSD_V(RVM, "vvv", M38, P66, 0x52, V0, FVM, -1, RMW),
    VPDPWSSDS_V(RVM, "vvv", M38, P66, 0x53, V0, FVM, -1, RMW),
    VPMOVSXBW(RM, "vh", M38, P66, 0x20, B00, HVM),
    VPMOVSXBD(RM, "vq", M38, P66, 0x21, B00, QVM),
    VPMOVSXBQ(RM, "ve", M38, P66, 0x22, B00, OVM),
    VPMOVSXWD(RM, "vh", M38, P66, 0x23, B00, HVM),
    VPMOVSXWQ(RM, "vq", M38, P66, 0x24, B00, QVM),
    VPMOVSXDQ(RM, "vh", M38, P66, 0x25, B00, HVM),
    VPMOVZXBW(RM, "vh", M38, P66, 0x30, B00, HVM),
    VPMOVZXBD(RM, "vq", M38, P66, 0x31, B00, QVM),
    VPMOVZXBQ(RM, "ve", M38, P66, 0x32, B00, OVM),
    VPMOVZXWD(RM, "vh", M38, P66, 0x33, B00, HVM),
    VPMOVZXWQ(RM, "vq", M38, P66, 0x34, B00, QVM),
    VPMOVZXDQ(RM, "vh", M38, P66, 0x35, B00, HVM),
    VPMOVWB(MR, "hv", M38, PF3, 0x30, E0, HVM),
    VPMOVDB(MR, "qv", M38, PF3, 0x31, E0, QVM),
    VPMOVQB(MR, "ev", M38, PF3, 0x32, E0, OVM),
    VPMOVDW(MR, "hv", M38, PF3, 0x33, E0, HVM),
    VPMOVQW(MR, "qv", M38, PF3, 0x34, E0, QVM),
    VPMOVQD(MR, "hv", M38, PF3, 0x35, E0, HVM),
    VPMOVSWB(MR, "hv", M38, PF3, 0x20, E0, HVM),
    VPMOVSDB(MR, "qv", M38, PF3, 0x21, E0, QVM),
    VPMOVSQB(MR, "ev", M38, PF3, 0x22, E0, OVM),
    VPMOVSDW(MR, "hv", M38, PF3, 0x23, E0, HVM),
    VPMOVSQW(MR, "qv", M38, PF3, 0x24, E0, QVM),
    VPMOVSQD(MR, "hv", M38, PF3, 0x25, E0, HVM),
    VPMOVUSWB(MR, "hv", M38, PF3, 0x10, E0, HVM),
    VPMOVUSDB(MR, "qv", M38, PF3, 0x11, E0, QVM),
    VPMOVUSQB(MR, "ev", M38, PF3, 0x12, E0, OVM),
    VPMOVUSDW(MR, "hv", M38, PF3, 0x13, E0, HVM),
    VPMOVUSQW(MR, "qv", M38, PF3, 0x14, E0, QVM),
    VPMOVUSQD(MR, "hv", M38, PF3, 0x15, E0, HVM),
    VPERMD(RVM, "vvv", M38, P66, 0x36, B00, FV4, -1, WIDE),
    VPERMPS(RVM, "vvv", M38, P66, 0x16, B00, FV4, -1, WIDE),
    VPERMQ(RVM, "vvv", M38, P66, 0x36, E1, FV8, -1, WIDE),
    VPERMPD(RVM, "vvv", M38, P66, 0x16, E1, FV8, -1, WIDE),
    VPERMQ_I(RMI, "vvi", M3A, P66, 0x00, B11, FV8, -1, WIDE),
    VPERMPD_I(RMI, "vvi", M3A, P66, 0x01, B11, FV8, -1, WIDE),
    VPERMW(RVM, "vvv", M38, P66, 0x8D, E1, FVM),
    VPERMB(RVM, "vvv", M38, P66, 0x8D, E0, FVM),
    VPERMI2D(RVM, "vvv", M38, P66, 0x76, E0, FV4, -1, RMW),
    VPERMI2Q(RVM, "vvv", M38, P66, 0x76, E1, FV8, -1, RMW),
    VPERMI2PS(RVM, "vvv", M38, P66, 0x77, E0, FV4, -1, RMW),
    VPERMI2PD(RVM, "vvv", M38, P66, 0x77, E1, FV8, -1, RMW),
    VPERMT2D(RVM, "vvv", M38, P66, 0x7E, E0, FV4, -1, RMW),
    VPERMT2Q(RVM, "vvv", M38, P66, 0x7E, E1, FV8, -1, RMW),
    VPERMT2PS(RVM, "vvv", M38, P66, 0x7F, E0, FV4, -1, RMW),
    VPERMT2PD(RVM, "vvv", M38, P66, 0x7F, E1, FV8, -1, RMW),
    VPERMI2W(RVM, "vvv", M38, P66, 0x75, E1, FVM, -1, RMW),
    VPERMT2W(RVM, "vvv", M38, P66, 0x7D, E1, FVM, -1, RMW),
    VPERMT2B(RVM, "vvv", M38, P66, 0x7D, E0, FVM, -1, RMW),
    VPERMILPS_I(RMI, "vvi", M3A, P66, 0x04, B00, FV4),
    VPERMILPD_I(RMI, "vvi", M3A, P66, 0x05, B01, FV8),
    VPERMILPS(RVM, "vvv", M38, P66, 0x0C, B00, FV4),
    VPSHUFD(RMI, "vvi", M0F, P66, 0x70, B00, FV4),
    VPSHUFLW(RMI, "vvi", M0F, PF2, 0x70, B00, FVM),
    VPSHUFHW(RMI, "vvi", M0F, PF3, 0x70, B00, FVM),
    VSHUFF32X4(RVMI, "vvvi", M3A, P66, 0x23, E0, FV4, -1, WIDE),
    VSHUFF64X2(RVMI, "vvvi", M3A, P66, 0x23, E1, FV8, -1, WIDE),
    VPERM2F128(RVMI, "vvvi", M3A, P66, 0x06, V0, FVM, -1, YMM),
    VALIGND(RVMI, "vvvi", M3A, P66, 0x03, E0, FV4),
    VALIGNQ(RVMI, "vvvi", M3A, P66, 0x03, E1, FV8),
    VPALIGNR(RVMI, "vvvi", M3A, P66, 0x0F, B00, FVM),
    VINSERTF128(RVMI, "vvxi", M3A, P66, 0x18, V0, S16, -1, YMM),
    VEXTRACTF128(MRI, "xvi", M3A, P66, 0x19, V0, S16, -1, YMM),
    VINSERTI128(RVMI, "vvxi", M3A, P66, 0x38, V0, S16, -1, YMM),
    VEXTRACTI128(MRI, "xvi", M3A, P66, 0x39, V0, S16, -1, YMM),
    VINSERTF32X4(RVMI, "vvxi", M3A, P66, 0x18, E0, S16, -1, WIDE),
    VEXTRACTF32X4(MRI, "xvi", M3A, P66, 0x19, E0, S16, -1, WIDE),
    VINSERTF64X4(RVMI, "vvhi", M3A, P66, 0x1A, E1, S32, -1, ZMM),
    VEXTRACTF64X4(MRI, "hvi", M3A, P66, 0x1B, E1, S32, -1, ZMM),
    VINSERTI64X4(RVMI, "vvhi", M3A, P66, 0x3A, E1, S32, -1, ZMM),
    VEXTRACTI64X4(MRI, "hvi", M3A, P66, 0x3B, E1, S32, -1, ZMM),
    VEXTRACTI32X4(MRI, "xvi", M3A, P66, 0x39, E0, S16, -1, WIDE),
    VINSERTI32X4(RVMI, "vvxi", M3A, P66, 0x38, E0, S16, -1, WIDE),
    VPEXTRD(MRI, "gxi", M3A, P66, 0x16, B00, S4, -1, UNMASKED),
    VPEXTRQ(MRI, "Gxi", M3A, P66, 0x16, B11, S8, -1, UNMASKED),
    VPINSRD(RVMI, "xxgi", M3A, P66, 0x22, B00, S4, -1, UNMASKED),
    VPINSRQ(RVMI, "xxGi", M3A, P66, 0x22, B11, S8, -1, UNMASKED),
    VPINSRB(RVMI, "xxgi", M3A, P66, 0x20, B00, S1, -1, UNMASKED),
    VPINSRW(RVMI, "xxgi", M0F, P66, 0xC4, B00, S2, -1, UNMASKED),
    VPEXTRB(MRI, "gxi", M3A, P66, 0x14, B00, S1, -1, UNMASKED),
    VPEXTRW(MRI, "gxi", M3A, P66, 0x15, B00, S2, -1, MEMORY, UNMASKED),
    VCOMPRESSPS(MR, "vv", M38, P66, 0x8A, E0, NONE),
    VEXPANDPS(RM, "vv", M38, P66, 0x88, E0, NONE),
    VPCOMPRESSD(MR, "vv", M38, P66, 0x8B, E0, NONE),
    VPEXPANDD(RM, "vv", M38, P66, 0x89, E0, NONE),
    VGATHERDPS(GATHER, "vv", M38, P66, 0x92, E0, S4),
    VGATHERDPD(GATHER, "vh", M38, P66, 0x92, E1, S8),
    VGATHERQPS(GATHER, "hv", M38, P66, 0x93, E0, S4),
    VGATHERQPD(GATHER, "vv", M38, P66, 0x93, E1, S8),
    VPGATHERDD(GATHER, "vv", M38, P66, 0x90, E0, S4),
    VPGATHERDQ(GATHER, "vh", M38, P66, 0x90, E1, S8),
    VPGATHERQD(GATHER, "hv", M38, P66, 0x91, E0, S4),
    VPGATHERQQ(GATHER, "vv", M38, P66, 0x91, E1, S8),
    VPGATHERDD_V(GATHER_V, "vvv", M38, P66, 0x90, V0, S4),
    VPGATHERQD_V(GATHER_V, "hvh", M38, P66, 0x91, V0, S4),
    VPGATHERQQ_V(GATHER_V, "vvv", M38, P66, 0x91, V1, S8),
    VSCATTERDPS(SCATTER, "vv", M38, P66, 0xA2, E0, S4),
    VSCATTERDPD(SCATTER, "hv", M38, P66, 0xA2, E1, S8),
    VSCATTERQPS(SCATTER, "vh", M38, P66, 0xA3, E0, S4),
    VSCATTERQPD(SCATTER, "vv", M38, P66, 0xA3, E1, S8),
    VPSCATTERDD(SCATTER, "vv", M38, P66, 0xA0, E0, S4),
    VPSCATTERDQ(SCATTER, "hv", M38, P66, 0xA0, E1, S8),
    VPSCATTERQD(SCATTER, "vh", M38, P66, 0xA1, E0, S4),
    VPSCATTERQQ(SCATTER, "vv", M38, P66, 0xA1, E1, S8),
    KMOVB(RM, "kk", M0F, P66, 0x90, V0, S1),
    KMOVB_STORE(MR, "kk", M0F, P66, 0x91, V0, S1, -1, MEMORY),
    KMOVB_G(RM, "kg", M0F, P66, 0x92, V0, NONE),
    KMOVB_TOG(RM, "gk", M0F, P66, 0x93, V0, NONE),
    KANDB(RVM, "kkk", M0F, P66, 0x41, V0, NONE, -1, L1),
    KANDNB(RVM, "kkk", M0F, P66, 0x42, V0, NONE, -1, L1),
    KORB(RVM, "kkk", M0F, P66, 0x45, V0, NONE, -1, L1),
    KXNORB(RVM, "kkk", M0F, P66, 0x46, V0, NONE, -1, L1),
    KXORB(RVM, "kkk", M0F, P66, 0x47, V0, NONE, -1, L1),
    KADDB(RVM, "kkk", M0F, P66, 0x4A, V0, NONE, -1, L1),
    KNOTB(RM, "kk", M0F, P66, 0x44, V0, NONE),
    KORTESTB(RM, "kk", M0F, P66, 0x98, V0, NONE, -1, TEST),
    KTESTB(RM, "kk", M0F, P66, 0x99, V0, NONE, -1, TEST),
    KSHIFTLB(RMI, "kki", M3A, P66, 0x32, V0, NONE),
    KSHIFTRB(RMI, "kki", M3A, P66, 0x30, V0, NONE),
    KMOVW(RM, "kk", M0F, NP, 0x90, V0, S2),
    KMOVW_STORE(MR, "kk", M0F, NP, 0x91, V0, S2, -1, MEMORY),
    KMOVW_G(RM, "kg", M0F, NP, 0x92, V0, NONE),
    KMOVW_TOG(RM, "gk", M0F, NP, 0x93, V0, NONE),
    KANDW(RVM, "kkk", M0F, NP, 0x41, V0, NONE, -1, L1),
    KANDNW(RVM, "kkk", M0F, NP, 0x42, V0, NONE, -1, L1),
    KORW(RVM, "kkk", M0F, NP, 0x45, V0, NONE, -1, L1),
    KXNORW(RVM, "kkk", M0F, NP, 0x46, V0, NONE, -1, L1),
    KXORW(RVM, "kkk", M0F, NP, 0x47, V0, NONE, -1, L1),
    KADDW(RVM, "kkk", M0F, NP, 0x4A, V0, NONE, -1, L1),
    KNOTW(RM, "kk", M0F, NP, 0x44, V0, NONE),
    KORTESTW(RM, "kk", M0F, NP, 0x98, V0, NONE, -1, TEST),
    KTESTW(RM, "kk", M0F, NP, 0x99, V0, NONE, -1, TEST),
    KSHIFTLW(RMI, "kki", M3A, P66, 0x32, V1, NONE),
    KSHIFTRW(RMI, "kki", M3A, P66, 0x30, V1, NONE),
    KMOVD(RM, "kk", M0F, P66, 0x90, V1, S4),
    KMOVD_STORE(MR, "kk", M0F, P66, 0x91, V1, S4, -1, MEMORY),
    KMOVD_G(RM, "kg", M0F, PF2, 0x92, V0, NONE),
    KMOVD_TOG(RM, "gk", M0F, PF2, 0x93, V0, NONE),
    KANDD(RVM, "kkk", M0F, P66, 0x41, V1, NONE, -1, L1),
    KANDND(RVM, "kkk", M0F, P66, 0x42, V1, NONE, -1, L1),
    KORD(RVM, "kkk", M0F, P66, 0x45, V1, NONE, -1, L1),
    KXNORD(RVM, "kkk", M0F, P66, 0x46, V1, NONE, -1, L1),
    KXORD(RVM, "kkk", M0F, P66, 0x47, V1, NONE, -1, L1),
    KADDD(RVM, "kkk", M0F, P66, 0x4A, V1, NONE, -1, L1),
    KNOTD(RM, "kk", M0F, P66, 0x44, V1, NONE),
    KORTESTD(RM, "kk", M0F, P66, 0x98, V1, NONE, -1, TEST),
    KTESTD(RM, "kk", M0F, P66, 0x99, V1, NONE, -1, TEST),
    KSHIFTLD(RMI, "kki", M3A, P66, 0x33, V0, NONE),
    KSHIFTRD(RMI, "kki", M3A, P66, 0x31, V0, NONE),
    KMOVQ(RM, "kk", M0F, NP, 0x90, V1, S8),
    KMOVQ_STORE(MR, "kk", M0F, NP, 0x91, V1, S8, -1, MEMORY),
    KMOVQ_G(RM, "kG", M0F, PF2, 0x92, V1, NONE),
    KMOVQ_TOG(RM, "Gk", M0F, PF2, 0x93, V1, NONE),
    KANDQ(RVM, "kkk", M0F, NP, 0x41, V1, NONE, -1, L1),
    KANDNQ(RVM, "kkk", M0F, NP, 0x42, V1, NONE, -1, L1),
    KORQ(RVM, "kkk", M0F, NP, 0x45, V1, NONE, -1, L1),
    KXNORQ(RVM, "kkk", M0F, NP, 0x46, V1, NONE, -1, L1),
    KXORQ(RVM, "kkk", M0F, NP, 0x47, V1, NONE, -1, L1),
    KADDQ(RVM, "kkk", M0F, NP, 0x4A, V1, NONE, -1, L1),
    KNOTQ(RM, "kk", M0F, NP, 0x44, V1, NONE),
    KORTESTQ(RM, "kk", M0F, NP, 0x98, V1, NONE, -1, TEST),
    KTESTQ(RM, "kk", M0F, NP, 0x99, V1, NONE, -1, TEST),
    KSHIFTLQ(RMI, "kki", M3A, P66, 0x33, V1, NONE),
    KSHIFTRQ(RMI, "kki", M3A, P66, 0x31, V1, NONE),
    KUNPCKBW(RVM, "kkk", M0F, P66, 0x4B, V0, NONE, -1, L1),
    KUNPCKWD(RVM, "kkk", M0F, NP, 0x4B, V0, NONE, -1, L1),
    KUNPCKDQ(RVM, "kkk", M0F, NP, 0x4B, V1, NONE, -1, L1),
    SHLX(RMV, "ggg", M38, P66, 0xF7, V0, S4),
    SARX(RMV, "ggg", M38, PF3, 0xF7, V0, S4),
    SHRX(RMV, "ggg", M38, PF2, 0xF7, V0, S4),
    ANDN(RVM, "ggg", M38, NP, 0xF2, V0, S4),
    BZHI(RMV, "ggg", M38, NP, 0xF5, V0, S4),
    RORX(RMI, "ggi", M3A, PF2, 0xF0, V0, S4),
    SHLX_Q(RMV, "GGG", M38, P66, 0xF7, V1, S8),
    SARX_Q(RMV, "GGG", M38, PF3, 0xF7, V1, S8),
    SHRX_Q(RMV, "GGG", M38, PF2, 0xF7, V1, S8),
    ANDN_Q(RVM, "GGG", M38, NP, 0xF2, V1, S8),
    BZHI_Q(RMV, "GGG", M38, NP, 0xF5, V1, S8),
    RORX_Q(RMI, "GGi", M3A, PF2, 0xF0, V1, S8);

    final VectorForm.Pattern pattern;
    final String types;
    final VectorForm.Map map;
    final VectorForm.Prefix prefix;
    final int opcode;
    final VectorForm.Coding coding;
    final VectorForm.Tuple tuple;
    final int extension;
    private final int flags;
    private final String mnemonic;
    private final boolean isEvex;

    VectorOp(
            VectorForm.Pattern pattern,
            String types,
            VectorForm.Map map,
            VectorForm.Prefix prefix,
            int opcode,
            VectorForm.Coding coding,
            VectorForm.Tuple tuple) {
        this(pattern, types, map, prefix, opcode, coding, tuple, -1);
    }

    VectorOp(
            VectorForm.Pattern pattern,
            String types,
            VectorForm.Map map,
            VectorForm.Prefix prefix,
            int opcode,
            VectorForm.Coding coding,
            VectorForm.Tuple tuple,
            int extension,
            VectorForm.Flag... flags) {
        this.pattern = pattern;
        this.types = types;
        this.map = map;
        this.prefix = prefix;
        this.opcode = opcode;
        this.coding = coding;
        this.tuple = tuple;
        this.extension = extension;
        int set = 0;
        for (VectorForm.Flag flag : flags) {
            set |= flag.bit;
        }
        this.flags = set;
        int end = name().indexOf('_');
        String word = end < 0 ? name() : name().substring(0, end);
        this.mnemonic = word.toLowerCase(Locale.ROOT);
        this.isEvex = coding.evexW >= 0 || types.chars().allMatch(c -> "kgGi".indexOf(c) >= 0);
    }

    boolean has(VectorForm.Flag flag) {
        return (flags & flag.bit) != 0;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public int operands() {
        return types.length();
    }

    @Override
    public boolean writes(int i) {
        return i == 0 && !has(TEST) && pattern != SCATTER || i == 2 && pattern == GATHER_V;
    }

    @Override
    public boolean reads(int i) {
        boolean keeps = pattern == SCATTER || pattern == GATHER || pattern == GATHER_V;
        return i != 0 || has(TEST) || has(RMW) || keeps;
    }

    @Override
    public int memoryOperand() {
        if (tuple == NONE || has(REGISTER) || has(MEMORY)) {
            return -1;
        }
        return switch (pattern) {
            case RVM, RVMI, RVMR -> 2;
            case RM, RMI, RMV -> 1;
            case VMI, MR, MRI, MVR, GATHER, GATHER_V, SCATTER -> -1;
        };
    }

    /// Bytes of the element that its memory operand may be in place of a whole vector, with
    /// AVX-512; 0 where it must be the vector.
    public int broadcastBytes() {
        return tuple == VectorForm.Tuple.FV4 || tuple == VectorForm.Tuple.FV8 ? tuple.element : 0;
    }

    /// Source: Intel SDM, volume 2, the column of CPUID features of each instruction.
    @Override
    public @Nullable CpuFeature feature() {
        return switch (this) {
            case VPDPBUSD, VPDPBUSDS, VPDPWSSD, VPDPWSSDS -> CpuFeature.AVX512_VNNI;
            case VPDPBUSD_V, VPDPBUSDS_V, VPDPWSSD_V, VPDPWSSDS_V -> CpuFeature.AVX_VNNI;
            case VDPBF16PS, VCVTNEPS2BF16 -> CpuFeature.AVX512_BF16;
            case VPOPCNTD, VPOPCNTQ -> CpuFeature.AVX512_VPOPCNTDQ;
            case VPERMB, VPERMT2B -> CpuFeature.AVX512VBMI;
            case VCMPPH -> CpuFeature.AVX512_FP16;
            default -> map == M5 || map == M6 ? CpuFeature.AVX512_FP16 : null;
        };
    }

    /// Whether its operands may be any of the 32 vectors of AVX-512, or are no vectors.
    public boolean isEvex() {
        return isEvex;
    }

    /// Whether processors without AVX-512 have it.
    public boolean isVex() {
        return coding.vexW >= 0 && types.indexOf('k') < 0;
    }

    /// Whether its mask is 0 afterwards, as of gathers and scatters.
    public boolean clearsMask() {
        return pattern == GATHER || pattern == SCATTER;
    }
}
